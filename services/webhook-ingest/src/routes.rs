//! The addresses of this service.

use actix_web::web::{ServiceConfig, post};

use crate::receive;

pub(crate) fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/api/webhooks/vapi/{organization_id}", post().to(receive::for_organization))
        .route("/vapi-webhook", post().to(receive::for_anyone));
}
