//! The API's description of itself, and its reader.

use std::borrow::Cow;
use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentEncoding, ContentType, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use actix_web::middleware::from_fn;
use actix_web::web::{Data, Path, ServiceConfig, resource, to};
use bytes::Bytes;
use domain::Permission;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};
use utoipa::{Modify, OpenApi as _};
use utoipa_swagger_ui::Config;
use web::Problem;

use crate::admission::bound;
use crate::route::{Route, refusal};

const DOCUMENT_PATH: &str = "/api/openapi.json";
/// What is the same for everybody may be kept, and is asked for again each time: an upgrade changes it.
const REVALIDATED: &str = "no-cache";
/// The reader runs its own scripts and asks this address, and does nothing else. It sets styles from scripts.
const READER_MAY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                          img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                          frame-ancestors 'none'";

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

/// The description as it is sent: written once, and shared by all who read it.
#[derive(Clone)]
pub(crate) struct Document(Bytes);

impl Document {
    pub(crate) fn of(routes: &[Route]) -> Self {
        // A description can always be written: the tests read it.
        Self(describe(routes).to_json().unwrap_or_default().into())
    }
}

/// Describes this API, as OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "meta",
    responses((status = 200, description = "This document", content_type = "application/json"))
)]
pub(crate) fn document(document: Data<Document>) -> Ready<HttpResponse> {
    let Document(bytes) = Arc::unwrap_or_clone(document.into_inner());
    ready(
        HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, REVALIDATED))
            .content_type(ContentType::json())
            .body(bytes),
    )
}

/// The reader at `/api/docs/`: from this binary, and no validator elsewhere is asked.
pub(crate) fn register_reader(config: &mut ServiceConfig) {
    let reader = Config::from(DOCUMENT_PATH).validator_url("none").try_it_out_enabled(true);
    let file = resource("/api/docs/{file:.*}");
    let file = file.app_data(Data::new(reader)).get(read).head(read);
    let file = file.default_service(to(|| ready(refusal(&[Method::GET, Method::HEAD]))));
    config.service(file.wrap(from_fn(bound)));
}

/// One file of the reader.
fn read(path: Path<String>, config: Data<Config<'static>>) -> Ready<HttpResponse> {
    let file = match utoipa_swagger_ui::serve(&path.into_inner(), config.into_inner()) {
        Ok(Some(file)) => file,
        Ok(None) => return ready(Problem::not_found().respond()),
        Err(error) => return ready(Problem::internal(&Unreadable(error.to_string())).respond()),
    };
    let mut response = HttpResponse::Ok();
    if file.gzpipped {
        response.insert_header(ContentEncoding::Gzip);
    }
    ready(
        response
            .insert_header((CACHE_CONTROL, REVALIDATED))
            .insert_header((CONTENT_SECURITY_POLICY, READER_MAY))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .insert_header((X_FRAME_OPTIONS, "DENY"))
            .content_type(file.content_type)
            .body(match file.bytes {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            }),
    )
}

/// The reader could not be put together.
#[derive(Debug, thiserror::Error)]
#[error("could not make a file of the reader: {0}")]
struct Unreadable(String);
