//! Twilio's errors, with its codes.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Value, json};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Rejection {
    #[error("a request without the account's credentials")]
    Unauthenticated,
    #[error("a message without a recipient")]
    NoTo,
    #[error("a message without a sender")]
    NoFrom,
    #[error("a message without text")]
    NoBody,
    #[error("a message to a malformed number")]
    InvalidTo(String),
    #[error("a message from a malformed number")]
    InvalidFrom(String),
    #[error("a message with too long a text")]
    BodyTooLong,
    #[error("a list with a malformed page")]
    InvalidPage,
    #[error("a list with a malformed date")]
    InvalidDate(String),
    #[error("a message that does not exist")]
    NoMessage { account: String, sid: String },
}

impl Rejection {
    fn words(&self) -> (u32, String) {
        match self {
            Self::Unauthenticated => (20003, "Authenticate".to_owned()),
            Self::NoTo => (21604, "A 'To' phone number is required.".to_owned()),
            Self::NoFrom => (21603, "A 'From' phone number is required.".to_owned()),
            Self::NoBody => (21602, "Message body is required.".to_owned()),
            Self::InvalidTo(to) => (21211, format!("Invalid 'To' Phone Number: {to}")),
            Self::InvalidFrom(from) => (21212, format!("Invalid From Number (caller ID): {from}")),
            Self::BodyTooLong => {
                (21617, "The concatenated message body exceeds the 1600 character limit.".to_owned())
            }
            Self::InvalidPage => (20006, "Invalid page.".to_owned()),
            Self::InvalidDate(date) => (20001, format!("Invalid date: {date}")),
            Self::NoMessage { account, sid } => {
                let path = format!("/2010-04-01/Accounts/{account}/Messages/{sid}.json");
                (20404, format!("The requested resource {path} was not found"))
            }
        }
    }
}

impl ResponseError for Rejection {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::NoMessage { .. } => StatusCode::NOT_FOUND,
            Self::NoTo
            | Self::NoFrom
            | Self::NoBody
            | Self::InvalidTo(_)
            | Self::InvalidFrom(_)
            | Self::BodyTooLong
            | Self::InvalidPage
            | Self::InvalidDate(_) => StatusCode::BAD_REQUEST,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        let (code, message) = self.words();
        HttpResponse::build(status).json(problem(code, &message, status.as_u16()))
    }
}

/// An error as Twilio writes it.
pub(crate) fn problem(code: u32, message: &str, status: u16) -> Value {
    json!({
        "code": code,
        "message": message,
        "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
        "status": status,
    })
}

/// What an error of Twilio's own making looks like.
pub(crate) fn server_error(status: u16) -> Value {
    problem(20500, "Internal Server Error", status)
}
