//! Vapi's REST API.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use crate::lenient;

/// At most 1,000 calls at once: Vapi lists no more, and has no cursor to go on from.
pub const MAX_PAGE: usize = 1000;

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("Vapi rejected the API key (401): use the private key of the organization")]
    Key,
    #[error("Vapi asks for fewer requests (429)")]
    RateLimited { retry_after: Option<Duration> },
    /// The body is not kept: it may quote the request.
    #[error("Vapi answered with status {status}")]
    Status { status: u16 },
    #[error("could not reach Vapi")]
    Unreachable(#[source] reqwest::Error),
    /// Cut short, or no list of calls.
    #[error("could not read Vapi's answer at line {line}, column {column}")]
    Unreadable { line: usize, column: usize },
    #[error("could not make the address of Vapi's {0}")]
    Address(&'static str),
}

impl ApiError {
    /// Whether less at a time might be answered: the answer took too long, or broke off.
    pub fn is_too_much(&self) -> bool {
        match self {
            Self::Unreadable { .. } => true,
            Self::Unreachable(error) => error.is_timeout() || error.is_body() || error.is_decode(),
            _ => false,
        }
    }

    /// Whether the same request may do better later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::RateLimited { .. } | Self::Unreachable(_) | Self::Unreadable { .. } => true,
            Self::Status { status } => *status >= 500,
            Self::Key | Self::Address(_) => false,
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
        url.path_segments_mut().map_err(|()| ApiError::Address("calls"))?.pop_if_empty().push("call");
        url.query_pairs_mut()
            .append_pair("limit", &MAX_PAGE.to_string())
            .append_pair("createdAtGe", &moment(window.from))
            .append_pair("createdAtLe", &moment(window.to));
        let answer = self
            .http
            .get(url)
            .bearer_auth(self.api_key.expose_secret())
            .send()
            .await
            .map_err(ApiError::Unreachable)?;
        if answer.status().is_success() {
            let body = answer.bytes().await.map_err(ApiError::Unreachable)?;
            return lenient::parse(&body)
                .map_err(|error| ApiError::Unreadable { line: error.line(), column: error.column() });
        }
        Err(error_of(&answer))
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn error_of(answer: &reqwest::Response) -> ApiError {
    let status = answer.status();
    match status {
        StatusCode::UNAUTHORIZED => ApiError::Key,
        StatusCode::TOO_MANY_REQUESTS => {
            let seconds =
                answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            ApiError::RateLimited { retry_after: seconds.map(Duration::from_secs) }
        }
        _ => ApiError::Status { status: status.as_u16() },
    }
}
