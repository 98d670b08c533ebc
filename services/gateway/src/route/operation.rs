//! What follows for an operation from the columns of its route.

use actix_web::http::StatusCode;
use utoipa::openapi::path::{Operation, Parameter};
use utoipa::openapi::response::Response;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, Ref, RefOr};

use super::{BodyLimit, Route};
use crate::access::Access;

pub(super) fn complete(operation: &mut Operation, route: &Route) {
    (route.inputs)(operation);
    describe_access(operation, route.access);
    if let BodyLimit::UpTo(bytes) = route.body {
        let too_large = format!("The body is larger than {bytes} bytes");
        add_failure(operation, StatusCode::PAYLOAD_TOO_LARGE, &too_large);
        add_failure(operation, StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is not sent as JSON");
        add_failure(operation, StatusCode::REQUEST_TIMEOUT, "The body took too long to arrive");
    }
    add_failure(operation, StatusCode::BAD_REQUEST, "A header is given more than once");
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && !status.starts_with('2')
        {
            let problem = Content::new(Some(Ref::from_schema_name("Problem")));
            response.content.insert("application/problem+json".to_owned(), problem.into());
        }
    }
}

fn describe_access(operation: &mut Operation, access: Access) {
    const NO_SCOPES: [&str; 0] = [];
    let token = SecurityRequirement::new("token", NO_SCOPES);
    let key = |scopes: &[&str]| SecurityRequirement::new("key", scopes.iter().copied());
    let (security, forbidden) = match access {
        Access::Open => (vec![SecurityRequirement::default()], None),
        Access::SignedIn => (vec![token, key(&[])], None),
        Access::Needs(permission) => {
            let scope = permission.scope();
            (
                vec![token, key(&[scope])],
                Some(format!("The credentials do not allow this: it needs `{scope}`")),
            )
        }
        Access::Operators => (vec![token], Some("This is for operators".to_owned())),
    };
    operation.security = Some(security);
    if access != Access::Open {
        add_failure(operation, StatusCode::UNAUTHORIZED, "No credentials, or none that are valid");
        add_failure(
            operation,
            StatusCode::TOO_MANY_REQUESTS,
            "These credentials or their organization have too much in flight: try again after `Retry-After` seconds",
        );
    }
    add_failure(operation, StatusCode::SERVICE_UNAVAILABLE, "Try again after `Retry-After` seconds");
    if let Some(forbidden) = forbidden {
        add_failure(operation, StatusCode::FORBIDDEN, &forbidden);
    }
}

pub(crate) fn add_parameters(operation: &mut Operation, parameters: impl IntoIterator<Item = Parameter>) {
    operation.parameters.get_or_insert_default().extend(parameters.into_iter().map(RefOr::T));
}

/// Adds why an operation may fail; a status that has a reason already gets a further one.
pub(crate) fn add_failure(operation: &mut Operation, status: StatusCode, reason: &str) {
    let responses = &mut operation.responses.responses;
    let response = responses.entry(status.as_str().to_owned()).or_insert_with(|| Response::new("").into());
    if let RefOr::T(Response { description, .. }) = response {
        if !description.is_empty() {
            description.push_str("; or: ");
        }
        description.push_str(reason);
    }
}
