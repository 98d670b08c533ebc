//! The API's description of itself, and its reader.

use actix_web::HttpResponse;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};
use utoipa::{IntoResponses, Modify, OpenApi as _, ToSchema};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{auth, calls, events, quarantine, webhooks};

const DOCUMENT_PATH: &str = "/api/openapi.json";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "CallFlex API",
        version = "v1",
        description = "Calls answered by voice agents, and what came of them.",
        license(name = "MIT", identifier = "MIT")
    ),
    paths(
        auth::signin::signin,
        auth::me::me,
        calls::list::list,
        calls::show::show,
        calls::show::transcript,
        calls::show::actions,
        calls::tool_calls::tool_calls,
        events::stream::events,
        webhooks::list::list,
        webhooks::show::show,
        quarantine::list::list,
        quarantine::show::show,
        quarantine::release::release,
        document,
    ),
    components(schemas(Problem, ProblemField)),
    modifiers(&Bearer, &OperatorsSignIn),
    security(("token" = []), ("key" = [])),
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
        let components = document.components.get_or_insert_with(Components::new);
        components
            .add_security_scheme("token", scheme("JWT", "A person's token, from `/api/v1/auth/signin`"));
        components.add_security_scheme(
            "key",
            scheme("cf_live_…", "A program's key, with scopes: `calls:read`, `events:read`, `webhooks:read`"),
        );
    }
}

/// What is for operators takes no key: a key belongs to an organization.
struct OperatorsSignIn;

impl Modify for OperatorsSignIn {
    fn modify(&self, document: &mut OpenApi) {
        let items = document.paths.paths.values_mut();
        let operations = items.flat_map(|item| [&mut item.get, &mut item.post]).flatten();
        let is_operators = |operation: &&mut Operation| {
            operation.tags.as_ref().is_some_and(|tags| tags.iter().any(|tag| tag == "operators"))
        };
        for operation in operations.filter(is_operators) {
            operation.security = Some(vec![SecurityRequirement::new("token", [""; 0])]);
        }
    }
}

pub(crate) fn description() -> OpenApi {
    Description::openapi()
}

/// Describes this API, as OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "meta",
    security(()),
    responses((status = 200, description = "This document", content_type = "application/json"))
)]
pub(crate) fn document() -> HttpResponse {
    HttpResponse::Ok().json(description())
}

/// The reader at `/api/docs/`: from this binary, and no validator elsewhere is asked.
pub(crate) fn reader() -> SwaggerUi {
    let config = Config::from(DOCUMENT_PATH).validator_url("none").try_it_out_enabled(true);
    SwaggerUi::new("/api/docs/{file:.*}").config(config)
}

/// An error answer, RFC 9457.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the crate web writes")]
pub(crate) struct Problem {
    #[schema(example = "urn:callflex:problem:not_found")]
    r#type: String,
    #[schema(example = "There is nothing here")]
    title: String,
    #[schema(example = 404)]
    status: u16,
    detail: Option<String>,
    #[schema(example = "/api/v1/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11")]
    instance: Option<String>,
    /// What programs decide by. It stays.
    #[schema(example = "not_found")]
    code: String,
    /// Also in the header `X-Request-Id`; name it when you ask us.
    request_id: Option<String>,
    #[schema(required = false)]
    errors: Vec<ProblemField>,
    /// Whether the same request may succeed later.
    retryable: bool,
}

/// What is wrong with one part of a request.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the crate web writes")]
pub(crate) struct ProblemField {
    /// A JSON pointer into the body, `?name` for a query parameter, `{name}` for a part of the path.
    #[schema(example = "?limit")]
    pointer: String,
    #[schema(example = "invalid")]
    code: String,
    #[schema(example = "expected a whole number from 1 to 200")]
    message: String,
}

macro_rules! error_responses {
    ($($name:ident: $status:literal, $description:literal;)*) => {$(
        #[doc = $description]
        #[derive(IntoResponses)]
        #[response(status = $status, description = $description, content_type = "application/problem+json")]
        #[expect(dead_code, reason = "describes what the crate web writes")]
        pub(crate) struct $name(#[to_schema] Problem);
    )*};
}

error_responses! {
    Unauthorized: 401, "No credentials, or none that are valid";
    Forbidden: 403, "The credentials do not allow this";
    NotFound: 404, "The organization has no such thing";
    Overloaded: 503, "Try again after `Retry-After` seconds";
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn document() -> Value {
        serde_json::to_value(description()).unwrap()
    }

    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    found.push(reference.clone());
                }
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn the_document_is_openapi_3_1_and_refers_to_nothing_that_it_lacks() {
        let document = document();
        assert_eq!(document["openapi"], "3.1.0");
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(!found.is_empty());
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn everything_but_sign_in_and_this_document_asks_for_credentials() {
        let document = document();
        assert_eq!(document["security"], serde_json::json!([{"token": []}, {"key": []}]));
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                let expected = match path.as_str() {
                    "/api/v1/auth/signin" | "/api/openapi.json" => Some(serde_json::json!([{}])),
                    // An operator is a person.
                    path if path.starts_with("/api/v1/quarantine") => {
                        Some(serde_json::json!([{"token": []}]))
                    }
                    _ => None,
                };
                assert_eq!(operation.get("security"), expected.as_ref(), "{path}");
                assert_eq!(
                    operation["responses"].get("401").is_some(),
                    path != "/api/openapi.json",
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn every_error_response_is_a_problem() {
        for (path, item) in document()["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                for (status, response) in operation["responses"].as_object().unwrap() {
                    let is_problem = response["content"].get("application/problem+json").is_some();
                    assert_eq!(is_problem, !status.starts_with('2'), "{path} {status}");
                }
            }
        }
    }
}
