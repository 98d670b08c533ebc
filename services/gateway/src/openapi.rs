//! The API's description of itself, and its reader.

use std::future::{Ready, ready};

use actix_web::HttpResponse;
use actix_web::web::Data;
use domain::Permission;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};
use utoipa::{Modify, OpenApi as _};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::route::Route;

const DOCUMENT_PATH: &str = "/api/openapi.json";

/// What is not of one route.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "CallFlex API",
        version = "v1",
        description = "Calls answered by voice agents, and what came of them.",
        license(name = "MIT", identifier = "MIT")
    ),
    components(schemas(web::Problem)),
    modifiers(&Bearer),
    tags(
        (name = "auth", description = "Who you are"),
        (name = "calls", description = "Calls, the newest first"),
        (name = "events", description = "What happens, as it happens"),
        (name = "webhooks", description = "The archive of what was received"),
        (name = "operators", description = "Unassigned webhooks: for operators, who sign in"),
        (name = "meta", description = "This description"),
    )
)]
struct Description;

/// Both ways to present oneself are bearer credentials.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = |format: &str, description: &str| {
            let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format(format);
            SecurityScheme::Http(bearer.description(Some(description)).build())
        };
        let scopes: Vec<String> = Permission::ALL
            .iter()
            .map(|permission| format!("- `{}`: {}", permission.scope(), permission.allows()))
            .collect();
        let scopes = format!("A program's key, with scopes:\n\n{}", scopes.join("\n"));
        let components = document.components.get_or_insert_with(Components::new);
        components
            .add_security_scheme("token", scheme("JWT", "A person's token, from `/api/v1/auth/signin`"));
        components.add_security_scheme("key", scheme("cf_live_…", &scopes));
    }
}

/// The whole description, out of each route's part.
pub(crate) fn describe(routes: &[Route]) -> OpenApi {
    routes.iter().map(Route::document).fold(Description::openapi(), OpenApi::merge_from)
}

/// Describes this API, as OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "meta",
    responses((status = 200, description = "This document", content_type = "application/json"))
)]
pub(crate) fn document(document: Data<OpenApi>) -> Ready<HttpResponse> {
    ready(HttpResponse::Ok().json(document))
}

/// The reader at `/api/docs/`: from this binary, and no validator elsewhere is asked.
pub(crate) fn reader() -> SwaggerUi {
    let config = Config::from(DOCUMENT_PATH).validator_url("none").try_it_out_enabled(true);
    SwaggerUi::new("/api/docs/{file:.*}").config(config)
}
