//! Resend's errors, with its names.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Value, json};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Rejection {
    #[error("a request without a key")]
    MissingKey,
    #[error("a request with a wrong key")]
    InvalidKey,
    #[error("an idempotency key of a wrong length")]
    InvalidIdempotencyKey,
    #[error("an idempotency key used for something else")]
    KeyReused,
    #[error("a body that is not JSON of the right types")]
    Unreadable,
    #[error("a missing field")]
    Missing(&'static str),
    #[error("an e-mail without text")]
    NoContent,
    #[error("too few or too many recipients")]
    RecipientCount,
    #[error("a malformed address")]
    Address(&'static str),
    #[error("an e-mail that does not exist")]
    NotFound,
}

impl Rejection {
    fn words(&self) -> (u16, &'static str, String) {
        match self {
            Self::MissingKey => {
                (401, "missing_api_key", "Missing API key in the authorization header".to_owned())
            }
            Self::InvalidKey => (403, "invalid_api_key", "API key is invalid".to_owned()),
            Self::InvalidIdempotencyKey => {
                (400, "invalid_idempotency_key", "The key must be between 1-256 chars.".to_owned())
            }
            Self::KeyReused => {
                let message = "Same idempotency key used with a different request payload.";
                (409, "invalid_idempotent_request", message.to_owned())
            }
            Self::Unreadable => (400, "validation_error", "The request body could not be parsed.".to_owned()),
            Self::Missing(field) => (422, "missing_required_field", format!("Missing `{field}` field.")),
            Self::NoContent => (422, "missing_required_field", "Missing `html` or `text` field.".to_owned()),
            Self::RecipientCount => {
                (422, "validation_error", "The `to` field must have between 1 and 50 addresses.".to_owned())
            }
            Self::Address(field) => {
                let form = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";
                (422, "validation_error", format!("Invalid `{field}` field. {form}"))
            }
            Self::NotFound => (404, "not_found", "Email not found".to_owned()),
        }
    }
}

impl ResponseError for Rejection {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.words().0).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let (status, name, message) = self.words();
        HttpResponse::build(self.status_code()).json(problem(status, name, &message))
    }
}

/// An error as Resend writes it.
pub(crate) fn problem(status: u16, name: &str, message: &str) -> Value {
    json!({"statusCode": status, "name": name, "message": message})
}

/// What an error of Resend's own making looks like.
pub(crate) fn server_error(status: u16) -> Value {
    problem(status, "internal_server_error", "An unexpected error occurred.")
}
