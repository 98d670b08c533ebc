//! Vapi's REST API, as far as a reader of calls sees it.

mod access;
mod answers;
mod calls;
mod filter;
mod shelf;

use actix_web::web::{self, ServiceConfig};

pub(crate) use access::RateLimit;
pub(crate) use shelf::{CallShelf, StoredCall};

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/call", web::get().to(calls::list))
        .route("/call/{id}", web::get().to(calls::show))
        .default_service(web::to(answers::no_route));
}
