//! Resend's API.

use provider::{Failure, Provider};
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

const RESEND: Provider = Provider { name: "Resend", code_field: Some("name") };

/// Resend's word for a key that was used for another content.
const KEY_REUSED: &str = "invalid_idempotent_request";
/// Resend's word for a key whose first request is still being answered.
const KEY_IN_USE: &str = "concurrent_idempotent_requests";

/// Why an e-mail was not sent, or may not have been.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(transparent)]
    Failed(Failure),
    #[error("Resend took another content under the same key before")]
    KeyReused,
}

#[derive(Clone, Debug)]
pub struct ResendAccount {
    pub api_key: SecretString,
    /// Resend's API, or an emulator of it.
    pub base_url: Url,
    /// The sender: an address, or `Name <address>`.
    pub from: String,
}

/// An e-mail to one address.
#[derive(Clone)]
pub struct Email {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
}

/// An e-mail that Resend took.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SentEmail {
    pub id: String,
}

/// An account of Resend.
#[derive(Clone, Debug)]
pub struct Resend {
    account: ResendAccount,
    http: reqwest::Client,
}

#[derive(Serialize)]
struct Body<'a> {
    from: &'a str,
    to: [&'a str; 1],
    subject: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
}

impl Resend {
    /// `http` must have a time limit.
    pub fn new(account: ResendAccount, http: reqwest::Client) -> Self {
        Self { account, http }
    }

    /// Sends an e-mail, once however often it is asked to under the same key within a day.
    #[tracing::instrument(skip_all)]
    pub async fn send(&self, email: &Email, idempotency_key: &str) -> Result<SentEmail, MailError> {
        let mut url = self.account.base_url.clone();
        url.set_path(&format!("{}/emails", url.path().trim_end_matches('/')));
        let body = Body {
            from: &self.account.from,
            to: [&email.to],
            subject: &email.subject,
            text: &email.text,
            html: email.html.as_deref(),
        };
        let request = self
            .http
            .post(url)
            .bearer_auth(self.account.api_key.expose_secret())
            .header("Idempotency-Key", idempotency_key)
            .json(&body);
        RESEND.send_json(request).await.map_err(MailError::of)
    }
}

impl MailError {
    fn of(failure: Failure) -> Self {
        match failure.cause().code() {
            Some(KEY_REUSED) => Self::KeyReused,
            // What is being answered may be this very e-mail.
            Some(KEY_IN_USE) => Self::Failed(Failure::InDoubt(failure.into_cause())),
            _ => Self::Failed(failure),
        }
    }

    /// Whether the same e-mail under the same key may be taken later: the key makes a repeat harmless.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Failed(failure) => failure.is_in_doubt() || failure.may_ask_another(),
            Self::KeyReused => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use provider::Cause;

    use super::*;

    #[test]
    fn what_the_key_makes_harmless_is_tried_again() {
        let error = |status, code: &str| {
            let cause = Cause::Status { provider: "Resend", status, code: Some(code.to_owned()) };
            MailError::of(Failure::Rejected(cause))
        };
        assert!(error(409, "concurrent_idempotent_requests").is_passing());
        assert!(!error(409, "invalid_idempotent_request").is_passing());
        assert!(!error(422, "validation_error").is_passing());
        assert!(!error(409, "another").is_passing());
    }
}
