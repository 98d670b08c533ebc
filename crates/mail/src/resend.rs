//! Resend's API.

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::MailError;
use crate::error::rejected;

#[derive(Clone, Debug)]
pub struct ResendSettings {
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
    settings: ResendSettings,
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
    pub fn new(settings: ResendSettings, http: reqwest::Client) -> Self {
        Self { settings, http }
    }

    /// Sends an e-mail, once however often it is asked to under the same key within a day.
    #[tracing::instrument(skip_all)]
    pub async fn send(&self, email: &Email, idempotency_key: &str) -> Result<SentEmail, MailError> {
        let mut url = self.settings.base_url.clone();
        url.path_segments_mut().map_err(|()| MailError::Address)?.pop_if_empty().push("emails");
        let body = Body {
            from: &self.settings.from,
            to: [&email.to],
            subject: &email.subject,
            text: &email.text,
            html: email.html.as_deref(),
        };
        let request = self
            .http
            .post(url)
            .bearer_auth(self.settings.api_key.expose_secret())
            .header("Idempotency-Key", idempotency_key)
            .json(&body);
        let answer = request.send().await.map_err(|error| MailError::Unanswered(error.without_url()))?;
        let status = answer.status();
        if status.is_success() {
            return answer.json().await.map_err(|error| MailError::Unreadable(error.without_url()));
        }
        // The status alone is enough when the rest can't be read.
        Err(rejected(status, answer.json().await.unwrap_or_default()))
    }
}
