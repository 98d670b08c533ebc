//! The addresses of this service.

use actix_web::web::{Data, ServiceConfig, redirect};
use domain::Permission::{CallsRead, EventsRead, WebhooksRead};

use crate::access::Access::{Needs, Open, Operators, SignedIn};
use crate::route::BodyLimit::{NoBody, UpTo};
use crate::route::{BodyLimit, Route, route};
use crate::{auth, calls, events, openapi, quarantine, webhooks};

/// At most 16 KiB: sign-ins and releases have a few short fields.
const SMALL: BodyLimit = UpTo(16 * 1024);

/// Everything that is served and described. `README.md` and the tests follow from it.
static ROUTES: &[Route] = &[
    route!(auth::signin::signin, Open, SMALL),
    route!(auth::me::me, SignedIn, NoBody),
    route!(calls::list::list, Needs(CallsRead), NoBody),
    route!(calls::show::show, Needs(CallsRead), NoBody),
    route!(calls::show::transcript, Needs(CallsRead), NoBody),
    route!(calls::show::actions, Needs(CallsRead), NoBody),
    route!(calls::tool_calls::tool_calls, Needs(CallsRead), NoBody),
    route!(events::stream::events, Needs(EventsRead), NoBody),
    route!(webhooks::list::list, Needs(WebhooksRead), NoBody),
    route!(webhooks::show::show, Needs(WebhooksRead), NoBody),
    route!(quarantine::list::list, Operators, NoBody),
    route!(quarantine::show::show, Operators, NoBody),
    route!(quarantine::release::release, Operators, SMALL),
    route!(openapi::document, Open, NoBody),
];

pub(crate) fn configure(config: &mut ServiceConfig) {
    config.app_data(Data::new(openapi::Document::of(ROUTES)));
    for route in ROUTES {
        route.register(config);
    }
    Route::register_refusals(ROUTES, config);
    config.service(redirect("/api/docs", "/api/docs/"));
    openapi::register_reader(config);
}

#[cfg(test)]
mod tests;
