//! Vapi's rejections: bodies of `NestJS`, and one plain text of the edge in front of it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::{Value, json};
use uuid::Uuid;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Rejection {
    #[error("a request without a User-Agent")]
    NoUserAgent,
    #[error("a request without a known private key")]
    InvalidKey,
    #[error("more requests than the organization may make")]
    TooManyRequests,
    #[error("a request that does not validate")]
    Invalid(Vec<String>),
    #[error("a call that does not exist")]
    NoCall(Uuid),
}

const INVALID_KEY: &str =
    "Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.";

impl ResponseError for Rejection {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NoUserAgent => StatusCode::FORBIDDEN,
            Self::InvalidKey => StatusCode::UNAUTHORIZED,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::NoCall(_) => StatusCode::NOT_FOUND,
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::NoUserAgent => {
                HttpResponse::build(self.status_code()).content_type("text/plain").body("error code: 1010")
            }
            Self::InvalidKey => self.nest(&json!(INVALID_KEY)),
            Self::TooManyRequests => self.nest(&json!("Rate limit exceeded")),
            Self::Invalid(messages) => self.nest(&json!(messages)),
            Self::NoCall(id) => self.nest(&json!(format!("Couldn't find call for id {id}."))),
        }
    }
}

impl Rejection {
    fn nest(&self, message: &Value) -> HttpResponse {
        let status = self.status_code();
        HttpResponse::build(status).json(json!({
            "message": message,
            "error": status.canonical_reason(),
            "statusCode": status.as_u16(),
        }))
    }
}

pub(crate) async fn no_route(request: HttpRequest) -> HttpResponse {
    let path = request.path().strip_prefix("/vapi").unwrap_or(request.path());
    HttpResponse::NotFound().json(json!({
        "message": format!("Cannot {} {path}", request.method()),
        "error": "Not Found",
        "statusCode": 404,
    }))
}

/// What an error of Vapi's own making looks like.
pub(crate) fn server_error(status: u16) -> Value {
    json!({"statusCode": status, "message": "Internal server error"})
}
