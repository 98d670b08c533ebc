//! The methods of an address.

use actix_web::HttpResponse;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::http::{Method, StatusCode};
use web::Problem;

/// What is there for GET is there for HEAD, which is answered without the body.
pub(super) fn with_head(method: &Method) -> Vec<Method> {
    if *method == Method::GET { vec![Method::GET, Method::HEAD] } else { vec![method.clone()] }
}

/// The answer to a method that an address does not take.
pub(crate) fn refusal(allowed: &[Method]) -> HttpResponse {
    const TITLE: &str = "This method is not available here";
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", TITLE);
    let mut response = problem.respond();
    let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    if let Ok(names) = HeaderValue::from_str(&names.join(", ")) {
        response.headers_mut().insert(ALLOW, names);
    }
    response
}
