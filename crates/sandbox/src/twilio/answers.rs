//! Twilio's answers: messages, and pages of them.

use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::rejection::problem;
use super::requests::MessageFilter;
use super::sms::Sms;

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
