//! Vapi's REST API, as far as a reader of calls sees it.

mod access;
mod answers;
mod calls;
mod control;
mod filter;
mod shelf;

use actix_web::web::{self, ServiceConfig};

pub(crate) use access::RateLimit;
pub use control::LiveCommand;
pub(crate) use shelf::{CallShelf, StoredCall};

/// Where a call that is played is controlled: `<url>/vapi-control/<id of the call>/control`.
pub(crate) const CONTROL_PATH: &str = "/vapi-control";

pub(crate) fn control_routes(routes: &mut ServiceConfig) {
    routes.route("/{call}/control", web::post().to(control::control));
}

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/call", web::get().to(calls::list))
        .route("/call/{id}", web::get().to(calls::show))
        .default_service(web::to(answers::no_route));
}
