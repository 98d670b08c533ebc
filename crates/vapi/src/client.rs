//! Vapi's REST API.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use provider::{Failure, Provider};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use crate::lenient;

/// At most 1,000 calls at once: Vapi lists no more, and has no cursor to go on from.
pub const MAX_PAGE: usize = 1000;

pub(crate) const VAPI: Provider = Provider { name: "Vapi", code_field: None };

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("Vapi rejected the API key (401): use the private key of the organization")]
    Key,
    #[error(transparent)]
    Failed(Failure),
}

impl ApiError {
    fn of(failure: Failure) -> Self {
        if failure.cause().status() == Some(401) { Self::Key } else { Self::Failed(failure) }
    }

    /// Whether less at a time might be answered: the answer took too long, or broke off.
    pub fn is_too_much(&self) -> bool {
        matches!(self, Self::Failed(failure) if failure.cause().is_cut_off())
    }

    /// Whether the same request may do better later: reading is harmless, so doubt is no reason to stop.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Failed(failure) if failure.is_in_doubt() || failure.may_ask_another())
    }

    /// As long as Vapi asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Failed(failure) => failure.retry_after(),
            Self::Key => None,
        }
    }
}

/// Calls by when they were made, both ends included.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CallWindow {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

impl fmt::Debug for CallWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..={}", self.from.to_rfc3339(), self.to.to_rfc3339())
    }
}

#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base_url: Url,
    api_key: SecretString,
}

impl Client {
    /// `http` must send a User-Agent: without one Vapi's front door answers 403.
    pub fn new(http: reqwest::Client, base_url: Url, api_key: SecretString) -> Self {
        Self { http, base_url, api_key }
    }

    /// Lists the calls of a window, at most `MAX_PAGE`: a full answer may be less than all.
    #[tracing::instrument(skip_all)]
    pub async fn calls(&self, window: CallWindow) -> Result<Vec<Value>, ApiError> {
        let mut url = self.base_url.clone();
        url.set_path(&format!("{}/call", url.path().trim_end_matches('/')));
        url.query_pairs_mut()
            .append_pair("limit", &MAX_PAGE.to_string())
            .append_pair("createdAtGe", &moment(window.from))
            .append_pair("createdAtLe", &moment(window.to));
        let request = self.http.get(url).bearer_auth(self.api_key.expose_secret());
        let body = VAPI.send(request).await.map_err(ApiError::of)?;
        let calls = lenient::parse_value(&body).and_then(serde_json::from_value);
        calls.map_err(|error| ApiError::Failed(VAPI.unreadable(&error)))
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
