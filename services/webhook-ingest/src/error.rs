//! Why a webhook was turned away.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use stripe::EventError;
use vapi::EnvelopeError;
use vapi::oauth2::IssueError;
use web::Problem;

use crate::accept::AcceptError;
use crate::directory::DirectoryError;
use crate::limits::LimitError;

/// 5 seconds: by then one of the two stores may be back.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// 1 minute: a person has to set the key, and the connections are read as often.
const RETRY_AFTER_OPENING: Duration = Duration::from_mins(1);
/// The same of what is unknown and of what is known, and only not proved.
const NOT_VERIFIED: &str = "nothing that is known here verifies it: compare the address, and the secret or signature, with the connection";

#[derive(Debug, thiserror::Error)]
pub(crate) enum IngestError {
    #[error("could not read the request")]
    Request(#[from] Problem),
    #[error("the provider is not configured")]
    NotConfigured(&'static str),
    /// `why` only where the secret is the installation's own: else it would show which organizations there are.
    #[error("the webhook is not verified")]
    NotVerified { why: Option<String> },
    #[error("could not open a connection that may be meant")]
    Unopened,
    #[error("the sender has sent too much")]
    TooMuch(#[from] LimitError),
    #[error("could not read the message")]
    Message(#[from] EnvelopeError),
    #[error("could not read the event")]
    Event(#[from] EventError),
    #[error("could not issue a token")]
    Token(#[from] IssueError),
    #[error("could not look the organization up")]
    Directory(#[from] DirectoryError),
    #[error("could not keep the webhook")]
    Accept(#[from] AcceptError),
}

impl IngestError {
    fn problem(&self) -> Problem {
        match self {
            Self::Request(problem) => problem.clone(),
            Self::NotConfigured(setting) => {
                Problem::new(StatusCode::NOT_FOUND, "not_configured", "Nothing is received here")
                    .detail(format!("{setting} is not set"))
            }
            Self::NotVerified { why } => {
                let why = why.as_deref().unwrap_or(NOT_VERIFIED);
                Problem::new(StatusCode::UNAUTHORIZED, "not_verified", "The webhook is not verified")
                    .detail(why)
            }
            // Logged once, when it could not be opened.
            Self::Unopened => Problem::overloaded(RETRY_AFTER_OPENING),
            Self::TooMuch(exceeded) => exceeded.problem(),
            // The body may be unverified: only the place of the fault is shown.
            Self::Message(EnvelopeError::Json { line, column })
            | Self::Event(EventError::Json { line, column }) => {
                Problem::bad_request("broken_json", "The body is not JSON")
                    .detail(format!("it breaks off or goes wrong at line {line}, column {column}"))
            }
            Self::Message(error @ EnvelopeError::TooDeep) => {
                Problem::bad_request("too_deep", "The body is nested too deeply").detail(error.to_string())
            }
            Self::Message(EnvelopeError::Type) => Problem::bad_request(
                "no_message_type",
                "The body is no server message",
            )
            .error("/message/type", "required", "expected the type of a server message"),
            Self::Event(EventError::Type) => Problem::bad_request("no_event_type", "The body is no event")
                .error("/type", "required", "expected the type of an event"),
            Self::Token(error) => Problem::internal(error),
            Self::Directory(error) => Problem::unavailable(error, RETRY_AFTER),
            Self::Accept(error @ AcceptError::Unacceptable(_)) => {
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "The body is too large")
                    .detail("RabbitMQ does not take it")
                    .cause(error)
            }
            Self::Accept(error) => Problem::unavailable(error, RETRY_AFTER),
        }
    }
}

impl ResponseError for IngestError {
    fn status_code(&self) -> StatusCode {
        self.problem().status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = self.problem().respond();
        if let Self::TooMuch(exceeded) = self {
            exceeded.add_headers(&mut response);
        }
        response
    }
}
