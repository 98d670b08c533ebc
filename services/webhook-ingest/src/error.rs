//! Why a webhook was turned away.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use vapi::EnvelopeError;
use web::Problem;

use crate::accept::AcceptError;
use crate::directory::DirectoryError;

/// By then one of the two stores may be back.
const RETRY_AFTER: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub(crate) enum IngestError {
    #[error("could not read the request")]
    Request(#[from] Problem),
    #[error("no organization is known that this webhook belongs to")]
    UnknownOrganization,
    #[error("the secret of the organization's connection was not presented")]
    WrongSecret { presented: bool },
    #[error("the webhook points at several organizations")]
    Ambiguous,
    #[error("could not read the message")]
    Message(#[from] EnvelopeError),
    #[error("could not look the organization up")]
    Directory(#[from] DirectoryError),
    #[error("could not keep the webhook")]
    Accept(#[from] AcceptError),
}

impl IngestError {
    fn problem(&self) -> Problem {
        match self {
            Self::Request(problem) => problem.clone(),
            Self::UnknownOrganization => {
                Problem::new(StatusCode::NOT_FOUND, "unknown_organization", "No such organization").detail(
                    "name it in the address, or send a message of one of its assistants or phone numbers",
                )
            }
            Self::WrongSecret { presented } => {
                let detail = if *presented {
                    "the secret is not that of any of the organization's Vapi connections"
                } else {
                    "send the connection's secret as X-Vapi-Secret, or as a bearer token"
                };
                Problem::new(StatusCode::UNAUTHORIZED, "wrong_secret", "The webhook is not verified")
                    .detail(detail)
            }
            Self::Ambiguous => {
                Problem::conflict("ambiguous_organization", "The webhook could be several organizations'")
                    .detail("send it to the organization's own address: /api/webhooks/vapi/{organization_id}")
            }
            // Of a body that nobody has verified, only the place of the fault is told.
            Self::Message(EnvelopeError::Json { line, column }) => {
                Problem::bad_request("broken_json", "The body is not JSON")
                    .detail(format!("it breaks off or goes wrong at line {line}, column {column}"))
            }
            Self::Message(EnvelopeError::Type) => Problem::bad_request(
                "no_message_type",
                "The body is no server message",
            )
            .error("/message/type", "required", "expected the type of a server message"),
            Self::Directory(error) => Problem::unavailable(error, RETRY_AFTER),
            Self::Accept(error) => Problem::unavailable(error, RETRY_AFTER),
        }
    }
}

impl ResponseError for IngestError {
    fn status_code(&self) -> StatusCode {
        self.problem().status()
    }

    fn error_response(&self) -> HttpResponse {
        self.problem().respond()
    }
}
