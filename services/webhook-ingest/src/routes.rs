//! The addresses of this service.

use std::future::ready;

use actix_web::web::{ServiceConfig, post, resource, to};
use actix_web::{Resource, Route};

use crate::receive::{self, integration, stripe, twilio};
use crate::{rejection, token};

pub(crate) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/api/webhooks/vapi/{organization_id}", post().to(receive::for_organization)))
        .service(at("/api/webhooks/vapi", post().to(receive::for_anyone)))
        .service(at("/api/webhooks/vapi/{organization_id}/oauth/token", post().to(token::issue_token)))
        .service(at("/api/webhooks/stripe", post().to(stripe::take)))
        .service(at("/api/webhooks/twilio", post().to(twilio::take)))
        .service(at("/api/webhooks/twilio/{kind:.+}", post().to(twilio::take)))
        .service(at("/api/webhooks/integrations/{provider}", post().to(integration::for_anyone)))
        .service(at(
            "/api/webhooks/integrations/{provider}/{organization_id}",
            post().to(integration::for_organization),
        ))
        .service(at("/vapi-webhook", post().to(receive::for_anyone)))
        .service(at("/functions/v1/vapi-webhook", post().to(receive::for_anyone)))
        .service(at("/vapi", to(|| ready(rejection::gone()))));
}

fn at(path: &str, route: Route) -> Resource {
    resource(spellings(path)).route(route).default_service(to(|| ready(rejection::wrong_method())))
}

/// A path, and with the slash that people leave at its end, or get at its start where their base address has
/// one at its end. Nothing is redirected or rewritten: senders follow no redirects, and some sign the address
/// as they wrote it.
fn spellings(path: &str) -> [String; 4] {
    [path.to_owned(), format!("{path}/"), format!("/{path}"), format!("/{path}/")]
}
