//! The fault knobs.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::faults::Faults;
use crate::handle::Handle;

pub(crate) async fn show_faults(handle: Data<Handle>) -> impl Responder {
    Json(handle.faults())
}

/// Replaces all of them: what is not named is off.
pub(crate) async fn put_faults(handle: Data<Handle>, faults: Json<Faults>) -> HttpResponse {
    match handle.set_faults(faults.into_inner()) {
        Ok(()) => HttpResponse::Ok().json(handle.faults()),
        Err(error) => HttpResponse::UnprocessableEntity().json(json!({"error": error.to_string()})),
    }
}
