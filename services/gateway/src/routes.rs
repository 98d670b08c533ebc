//! The addresses of this service.

use actix_web::Route;
use actix_web::http::Method;
use actix_web::web::{ServiceConfig, get, post, redirect};

use crate::{auth, calls, events, openapi, quarantine, webhooks};

pub(crate) fn configure(routes: &mut ServiceConfig) {
    for Entry { path, route, .. } in table() {
        routes.route(path, route);
    }
    routes.service(redirect("/api/docs", "/api/docs/")).service(openapi::reader());
}

struct Entry {
    #[cfg_attr(not(test), expect(dead_code, reason = "the route has it too, but does not show it"))]
    method: Method,
    path: &'static str,
    route: Route,
}

fn table() -> Vec<Entry> {
    let read = |path, route| Entry { method: Method::GET, path, route };
    let write = |path, route| Entry { method: Method::POST, path, route };
    vec![
        write("/api/v1/auth/signin", post().to(auth::signin::signin)),
        read("/api/v1/auth/me", get().to(auth::me::me)),
        read("/api/v1/calls", get().to(calls::list::list)),
        read("/api/v1/calls/{id}", get().to(calls::show::show)),
        read("/api/v1/calls/{id}/transcript", get().to(calls::show::transcript)),
        read("/api/v1/calls/{id}/actions", get().to(calls::show::actions)),
        read("/api/v1/calls/{id}/tool-calls", get().to(calls::tool_calls::tool_calls)),
        read("/api/v1/events", get().to(events::stream::events)),
        read("/api/v1/webhooks", get().to(webhooks::list::list)),
        read("/api/v1/webhooks/{id}", get().to(webhooks::show::show)),
        read("/api/v1/quarantine", get().to(quarantine::list::list)),
        read("/api/v1/quarantine/{id}", get().to(quarantine::show::show)),
        write("/api/v1/quarantine/{id}/release", post().to(quarantine::release::release)),
        read("/api/openapi.json", get().to(async || openapi::document())),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_route_is_described_and_nothing_else_is() {
        let served: BTreeSet<(String, String)> =
            table().into_iter().map(|entry| (entry.method.to_string(), entry.path.to_owned())).collect();
        let document = serde_json::to_value(openapi::description()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        let described = paths.iter().flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.clone()))
        });
        assert_eq!(served, described.collect());
    }
}
