//! What Vapi remembers, below `/_sandbox`.

use actix_web::web::{self, Data, Json, Query, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::{Value, json};

use super::memory::Vapi;
use super::shelf::StoredCall;

/// At most 1,000 calls: each is tens of kilobytes once written out.
const MAX_SHOWN_CALLS: usize = 1_000;
const DEFAULT_SHOWN_CALLS: usize = 100;

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/calls", web::get().to(calls))
        .route("/calls", web::post().to(keep_call))
        .route("/deliveries", web::get().to(deliveries))
        .route("/questions", web::get().to(questions))
        .route("/commands", web::get().to(commands));
}

#[derive(Deserialize)]
struct ListCallsQuery {
    limit: Option<usize>,
}

/// Newest first.
async fn calls(vapi: Data<Vapi>, query: Query<ListCallsQuery>) -> impl Responder {
    let limit = query.limit.unwrap_or(DEFAULT_SHOWN_CALLS).min(MAX_SHOWN_CALLS);
    let newest = vapi.search(limit, |_| true);
    Json(newest.iter().map(StoredCall::render).collect::<Vec<Value>>())
}

async fn keep_call(vapi: Data<Vapi>, call: Json<Value>) -> HttpResponse {
    match vapi.keep_raw_call(call.into_inner()) {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(error) => HttpResponse::UnprocessableEntity().json(json!({"error": error.to_string()})),
    }
}

async fn deliveries(vapi: Data<Vapi>) -> impl Responder {
    Json(vapi.deliveries())
}

/// What callers waited for, with the answers and their milliseconds.
async fn questions(vapi: Data<Vapi>) -> impl Responder {
    Json(vapi.questions())
}

/// What was posted to the `controlUrl` of calls.
async fn commands(vapi: Data<Vapi>) -> impl Responder {
    Json(vapi.commands())
}
