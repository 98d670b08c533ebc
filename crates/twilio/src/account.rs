//! The account, and requests in its name.

use provider::Provider;
use reqwest::RequestBuilder;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use twilio_async::{Execute, TwilioErr};
use url::Url;

pub(crate) const TWILIO: Provider = Provider { name: "Twilio", code_field: Some("code") };

/// Where messages are sent and listed, below the account.
pub(crate) const MESSAGES: &str = "Messages.json";

#[derive(Clone, Debug)]
pub struct TwilioAccount {
    pub account_sid: String,
    pub auth_token: SecretString,
    /// Twilio's API, or an emulator of it.
    pub base_url: Url,
}

/// Why the settings can't make a request.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("could not build a request from the account's SID and token")]
    Build(#[source] TwilioErr),
    #[error("could not use a header of the request")]
    HeaderName(#[from] reqwest::header::InvalidHeaderName),
    #[error("could not use the value of a header of the request")]
    HeaderValue(#[from] reqwest::header::InvalidHeaderValue),
}

/// A Twilio account.
pub struct Twilio {
    pub(crate) account: twilio_async::Twilio,
    http: reqwest::Client,
    base_url: Url,
}

impl Twilio {
    /// `http` must have a time limit.
    pub fn new(account: TwilioAccount, http: reqwest::Client) -> Result<Self, AccountError> {
        let client = twilio_async::Twilio::new(account.account_sid, account.auth_token.expose_secret())
            .map_err(AccountError::Build)?;
        let twilio = Self { account: client, http, base_url: account.base_url };
        // An account that no address can hold is found out now, not by the first message.
        drop(twilio.request(MESSAGES, None)?);
        Ok(twilio)
    }

    /// A request below the account: a form is posted, without one it is a question.
    pub(crate) fn request(&self, path: &str, form: Option<String>) -> Result<RequestBuilder, AccountError> {
        let (built_method, method) = match form {
            Some(_) => (http02::Method::POST, reqwest::Method::POST),
            None => (http02::Method::GET, reqwest::Method::GET),
        };
        let built =
            self.account.msgs().request(built_method, path, form.clone()).map_err(AccountError::Build)?;
        let (parts, _) = built.into_parts();
        let mut request = reqwest::Request::new(method, self.address(&parts.uri));
        *request.headers_mut() = headers(&parts.headers)?;
        *request.body_mut() = form.map(Into::into);
        Ok(RequestBuilder::from_parts(self.http.clone(), request))
    }

    /// The same path and query at our base address, whose own path comes first.
    fn address(&self, built: &http02::Uri) -> Url {
        let mut url = self.base_url.clone();
        url.set_path(&format!("{}{}", self.base_url.path().trim_end_matches('/'), built.path()));
        url.set_query(built.query());
        url
    }
}

/// The headers in the types of the newer `http` crate.
fn headers(built: &http02::HeaderMap) -> Result<HeaderMap, AccountError> {
    let mut headers = HeaderMap::new();
    for (name, value) in built {
        let name = HeaderName::from_bytes(name.as_str().as_bytes())?;
        let mut value = HeaderValue::from_bytes(value.as_bytes())?;
        value.set_sensitive(name == AUTHORIZATION);
        headers.append(name, value);
    }
    Ok(headers)
}
