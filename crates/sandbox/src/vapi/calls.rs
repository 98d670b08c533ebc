//! `GET /call` and `GET /call/{id}`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use serde_json::Value;
use uuid::Uuid;

use super::access::Authorized;
use super::answers::Rejection;
use super::filter::CallFilter;
use crate::handle::Handle;

/// A bare array, newest first: no cursor, no total.
pub(crate) async fn list(
    handle: Data<Handle>,
    caller: Authorized,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Rejection> {
    let filter = CallFilter::parse(&query).map_err(Rejection::Invalid)?;
    let found = handle.calls(|shelf| shelf.search(caller.organization_id, &filter));
    let calls: Vec<Value> = found.iter().map(crate::vapi::StoredCall::render).collect();
    Ok(HttpResponse::Ok().json(calls))
}

pub(crate) async fn show(
    handle: Data<Handle>,
    caller: Authorized,
    id: Path<String>,
) -> Result<HttpResponse, Rejection> {
    let id = Uuid::parse_str(&id).map_err(|_| Rejection::Invalid(vec!["id must be a UUID".to_owned()]))?;
    let found = handle.calls(|shelf| {
        let call = shelf.find(id)?;
        (call.organization_id() == caller.organization_id).then(|| call.render())
    });
    Ok(HttpResponse::Ok().json(found.ok_or(Rejection::NoCall(id))?))
}
