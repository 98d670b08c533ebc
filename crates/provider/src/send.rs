//! Sends a request, and tells its failures apart.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Cause, Failure};

/// At most 60 characters: codes are numbers or short words; anything longer isn't one.
const MAX_CODE_CHARACTERS: usize = 60;

/// A provider, as far as its failures differ from those of others.
#[derive(Clone, Copy, Debug)]
pub struct Provider {
    /// As errors name it.
    pub name: &'static str,
    /// The field of an error's JSON that holds the provider's own word or number for it.
    pub code_field: Option<&'static str>,
}

impl Provider {
    /// Sends a request and reads a successful answer as JSON. Its client must have a time limit.
    pub async fn send_json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failure> {
        let body = self.send(request).await?;
        serde_json::from_slice(&body).map_err(|error| self.unreadable(&error))
    }

    /// Sends a request and gives the body of a successful answer. Its client must have a time limit.
    pub async fn send(&self, request: RequestBuilder) -> Result<Bytes, Failure> {
        let answer = request.send().await.map_err(|error| self.unanswered(error))?;
        if !answer.status().is_success() {
            return Err(self.unsuccessful(answer).await);
        }
        answer.bytes().await.map_err(|error| self.lost(error))
    }

    /// A request that could not be made.
    pub fn no_request(&self, source: impl Error + Send + Sync + 'static) -> Failure {
        Failure::Rejected(Cause::Request { provider: self.name, source: source.into() })
    }

    /// A success whose body can't be read. What is in the body is left out.
    pub fn unreadable(&self, error: &serde_json::Error) -> Failure {
        let (line, column) = (error.line(), error.column());
        Failure::InDoubt(Cause::Unreadable { provider: self.name, line, column })
    }

    fn unanswered(&self, error: reqwest::Error) -> Failure {
        if error.is_builder() {
            self.no_request(error.without_url())
        } else if error.is_connect() {
            // Only before a connection stands is it sure that nothing was sent over it.
            Failure::NotSent(Cause::Unreachable { provider: self.name, source: error.without_url() })
        } else {
            self.lost(error)
        }
    }

    fn lost(&self, error: reqwest::Error) -> Failure {
        Failure::InDoubt(Cause::Lost { provider: self.name, source: error.without_url() })
    }

    async fn unsuccessful(&self, answer: Response) -> Failure {
        let (status, retry_after) = (answer.status(), retry_after(answer.headers()));
        // The status alone is enough when the rest can't be read.
        let code = match self.code_field {
            Some(field) => answer.bytes().await.ok().and_then(|body| code(&body, field)),
            None => None,
        };
        self.of_status(status, code, retry_after)
    }

    fn of_status(&self, status: StatusCode, code: Option<String>, retry_after: Option<Duration>) -> Failure {
        let has_code = code.is_some();
        let cause = Cause::Status { provider: self.name, status: status.as_u16(), code };
        match status {
            StatusCode::TOO_MANY_REQUESTS => Failure::Later { retry_after, cause },
            // Proxies answer so too, for requests that they have passed on, but not in the provider's words.
            StatusCode::SERVICE_UNAVAILABLE if has_code => Failure::Later { retry_after, cause },
            StatusCode::REQUEST_TIMEOUT => Failure::InDoubt(cause),
            status if status.is_client_error() => Failure::Rejected(cause),
            _ => Failure::InDoubt(cause),
        }
    }
}

/// In seconds; the other form, a date, is left unread.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn code(body: &[u8], field: &str) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let code = match body.get(field)? {
        Value::String(word) => word.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(code.chars().take(MAX_CODE_CHARACTERS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWILIO: Provider = Provider { name: "Twilio", code_field: Some("code") };

    fn failure(status: u16, code: Option<&str>) -> Failure {
        TWILIO.of_status(StatusCode::from_u16(status).unwrap(), code.map(str::to_owned), None)
    }

    #[test]
    fn the_status_and_the_code_decide_what_is_certain() {
        let rejected = (false, false);
        let later = (false, true);
        let in_doubt = (true, false);
        for (status, code, expected) in [
            (400, Some("21211"), rejected),
            (401, None, rejected),
            (404, None, rejected),
            (409, Some("concurrent_idempotent_requests"), rejected),
            (422, Some("validation_error"), rejected),
            (429, Some("20429"), later),
            (429, None, later),
            (503, Some("20503"), later),
            (503, None, in_doubt),
            (408, None, in_doubt),
            (500, Some("20500"), in_doubt),
            (502, None, in_doubt),
            (504, None, in_doubt),
            (301, None, in_doubt),
        ] {
            let failure = failure(status, code);
            let known = (failure.is_in_doubt(), failure.may_ask_another());
            assert_eq!(known, expected, "{status} {code:?}");
        }
    }

    #[test]
    fn a_failure_names_the_provider_its_status_and_its_code() {
        let rejected = failure(400, Some("21211"));
        assert_eq!(rejected.to_string(), "Twilio rejected it with status 400 and code 21211");
        assert_eq!(failure(404, None).to_string(), "Twilio rejected it with status 404");
        assert_eq!(failure(429, None).to_string(), "Twilio rejected it with status 429");
        assert_eq!(failure(500, None).to_string(), "Twilio failed with status 500");
    }

    #[test]
    fn a_code_is_a_short_word_or_a_number() {
        let read = |body: &str| code(body.as_bytes(), "code");
        assert_eq!(read(r#"{"code": 21211, "message": "+14155550199"}"#).as_deref(), Some("21211"));
        assert_eq!(read(r#"{"code": "invalid_api_key"}"#).as_deref(), Some("invalid_api_key"));
        assert_eq!(read(&format!(r#"{{"code": "{}"}}"#, "x".repeat(500))).unwrap().len(), 60);
        for unread in [r#"{"code": {"of": "+14155550199"}}"#, "{}", "[]", "busy", ""] {
            assert_eq!(read(unread), None, "{unread}");
        }
    }

    #[test]
    fn as_long_as_the_provider_asks_for_is_read_in_seconds_only() {
        let read =
            |value: &'static str| retry_after(&HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]));
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(read("Fri, 27 Nov 2026 10:00:00 GMT"), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
