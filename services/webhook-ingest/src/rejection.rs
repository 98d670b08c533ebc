//! Answers of addresses and methods that take nothing.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue};
use web::Problem;

/// Every address of this service takes this method and no other.
pub(crate) fn wrong_method() -> HttpResponse {
    const TITLE: &str = "This method is not available here";
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", TITLE);
    let mut response = problem.respond();
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// An address of long ago.
pub(crate) fn gone() -> HttpResponse {
    Problem::new(StatusCode::GONE, "gone", "This address is no longer in use")
        .detail("send messages to /api/webhooks/vapi/{organization_id}, or to /vapi-webhook")
        .respond()
}
