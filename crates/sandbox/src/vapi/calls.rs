//! `GET /call` and `GET /call/{id}`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use serde_json::Value;
use uuid::Uuid;

use super::access::Authorized;
use super::answers::Rejection;
use super::filter::CallFilter;
use super::memory::Vapi;
use super::shelf::StoredCall;

/// A bare array, newest first: no cursor, no total.
pub(crate) async fn list(
    vapi: Data<Vapi>,
    caller: Authorized,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Rejection> {
    let filter = CallFilter::parse(&query).map_err(Rejection::Invalid)?;
    let found = vapi
        .search(filter.limit, |call| call.organization_id() == caller.organization_id && filter.admits(call));
    let calls: Vec<Value> = found.iter().map(StoredCall::render).collect();
    Ok(HttpResponse::Ok().json(calls))
}

pub(crate) async fn show(
    vapi: Data<Vapi>,
    caller: Authorized,
    id: Path<String>,
) -> Result<HttpResponse, Rejection> {
    let id = Uuid::parse_str(&id).map_err(|_| Rejection::Invalid(vec!["id must be a UUID".to_owned()]))?;
    let call = vapi.find(id).filter(|call| call.organization_id() == caller.organization_id);
    Ok(HttpResponse::Ok().json(call.ok_or(Rejection::NoCall(id))?.render()))
}
