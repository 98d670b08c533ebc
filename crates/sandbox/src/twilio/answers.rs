//! Twilio's answers: messages, pages of them, and errors with its codes.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::requests::MessageFilter;
use super::{Sms, problem};

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

pub(crate) async fn no_route(request: HttpRequest) -> HttpResponse {
    let message = format!("The requested resource {} was not found", request.path());
    HttpResponse::NotFound().json(problem(20404, &message, 404))
}

/// How a message looks to its sender: price unknown, not yet sent.
pub(crate) fn queued(sms: &Sms) -> Value {
    message(sms, &Progress { status: "queued", sent: None, updated: sms.created_at, price: None })
}

/// How it looks when read back.
pub(crate) fn delivered(sms: &Sms) -> Value {
    let sent = sms.created_at + TimeDelta::seconds(1);
    message(sms, &Progress { status: "delivered", sent: Some(sent), updated: sent, price: Some("-0.00790") })
}

/// One page, newest first.
pub(crate) fn page(account: &str, filter: &MessageFilter, newest_first: &[Sms]) -> Value {
    let start = filter.page.saturating_mul(filter.page_size);
    let shown: Vec<Value> = newest_first.iter().skip(start).take(filter.page_size).map(delivered).collect();
    let path = |page: usize| {
        format!("/2010-04-01/Accounts/{account}/Messages.json?PageSize={}&Page={page}", filter.page_size)
    };
    let more = start + shown.len() < newest_first.len();
    json!({
        "first_page_uri": path(0),
        "next_page_uri": more.then(|| path(filter.page + 1)),
        "previous_page_uri": filter.page.checked_sub(1).map(path),
        "uri": path(filter.page),
        "page": filter.page,
        "page_size": filter.page_size,
        "start": start,
        "end": start + shown.len().saturating_sub(1),
        "messages": shown,
    })
}

struct Progress {
    status: &'static str,
    sent: Option<DateTime<Utc>>,
    updated: DateTime<Utc>,
    price: Option<&'static str>,
}

fn message(sms: &Sms, progress: &Progress) -> Value {
    let uri = format!("/2010-04-01/Accounts/{}/Messages/{}", sms.account_sid, sms.sid);
    json!({
        "account_sid": sms.account_sid,
        "api_version": "2010-04-01",
        "body": sms.body,
        "date_created": sms.created_at.to_rfc2822(),
        "date_sent": progress.sent.map(|moment| moment.to_rfc2822()),
        "date_updated": progress.updated.to_rfc2822(),
        "direction": "outbound-api",
        "error_code": null,
        "error_message": null,
        "from": sms.from,
        "messaging_service_sid": sms.messaging_service_sid,
        "num_media": "0",
        "num_segments": segments(&sms.body).to_string(),
        "price": progress.price,
        "price_unit": progress.price.map(|_| "USD"),
        "sid": sms.sid,
        "status": progress.status,
        "subresource_uris": {"media": format!("{uri}/Media.json")},
        "to": sms.to,
        "uri": format!("{uri}.json"),
    })
}

/// Text outside ASCII travels as UCS-2, which fits less into a segment. Close enough to GSM 03.38 for an
/// emulator.
fn segments(body: &str) -> usize {
    let length = body.encode_utf16().count();
    let (single, joined) = if body.is_ascii() { (160, 153) } else { (70, 67) };
    if length <= single { 1 } else { length.div_ceil(joined) }
}
