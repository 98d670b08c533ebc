//! Shows and forgets what was recorded.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::handle::Handle;
use crate::vapi::StoredCall;

/// At most 1,000 calls: each is tens of kilobytes once written out.
const MAX_SHOWN_CALLS: usize = 1_000;
const DEFAULT_SHOWN_CALLS: usize = 100;

pub(crate) async fn index(handle: Data<Handle>) -> impl Responder {
    Json(json!({
        "stands_in_for": {
            "/vapi": "Vapi's REST API",
            "/vapi-control": "live control of Vapi's calls",
            "/twilio": "Twilio Messages",
            "/resend": "Resend e-mails",
            "/v1/traces": "an OTLP/HTTP receiver",
        },
        "remembers": {
            "/_sandbox/sms": handle.sms_count(),
            "/_sandbox/emails": handle.mailbox().len(),
            "/_sandbox/calls": handle.call_count(),
            "/_sandbox/deliveries": handle.delivery_count(),
            "/_sandbox/questions": handle.question_count(),
            "/_sandbox/commands": handle.command_count(),
            "/_sandbox/traces": handle.span_count(),
        },
        "does": {
            "DELETE /_sandbox": "forgets what was recorded",
            "GET, PUT /_sandbox/faults": "faults, by area",
            "POST /_sandbox/play": "plays synthetic calls against a webhook URL",
            "GET /_sandbox/play": "plays, and what came of them",
            "POST /_sandbox/seed-calls": "makes finished calls for Vapi's API",
            "POST /_sandbox/calls": "keeps one call for Vapi's API, as given",
        },
    }))
}

pub(crate) async fn forget(handle: Data<Handle>) -> impl Responder {
    handle.forget();
    HttpResponse::NoContent()
}

pub(crate) async fn sms(handle: Data<Handle>) -> impl Responder {
    Json(handle.sms())
}

pub(crate) async fn emails(handle: Data<Handle>) -> impl Responder {
    Json(handle.emails())
}

#[derive(Deserialize)]
pub(crate) struct ListCallsQuery {
    limit: Option<usize>,
}

/// Newest first.
pub(crate) async fn calls(handle: Data<Handle>, query: Query<ListCallsQuery>) -> impl Responder {
    let limit = query.limit.unwrap_or(DEFAULT_SHOWN_CALLS).min(MAX_SHOWN_CALLS);
    let newest = handle.calls(|shelf| shelf.newest(limit));
    Json(newest.iter().map(StoredCall::render).collect::<Vec<Value>>())
}

pub(crate) async fn keep_call(handle: Data<Handle>, call: Json<Value>) -> HttpResponse {
    match handle.keep_raw_call(call.into_inner()) {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(error) => HttpResponse::UnprocessableEntity().json(json!({"error": error.to_string()})),
    }
}

pub(crate) async fn deliveries(handle: Data<Handle>) -> impl Responder {
    Json(handle.deliveries())
}

/// What callers waited for, with the answers and their milliseconds.
pub(crate) async fn questions(handle: Data<Handle>) -> impl Responder {
    Json(handle.questions())
}

/// What was posted to the `controlUrl` of calls.
pub(crate) async fn commands(handle: Data<Handle>) -> impl Responder {
    Json(handle.commands())
}

pub(crate) async fn spans(handle: Data<Handle>) -> impl Responder {
    Json(handle.spans())
}

pub(crate) async fn trace(handle: Data<Handle>, trace_id: Path<String>) -> impl Responder {
    Json(handle.trace(&trace_id))
}
