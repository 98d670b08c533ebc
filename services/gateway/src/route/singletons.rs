//! Headers that come once.

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName};
use actix_web::middleware::Next;
use web::Problem;

/// Of two of them a proxy before us may have read the other one.
static ONCE: [HeaderName; 4] = [AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName::from_static("last-event-id")];

/// Rejects a request that says one thing twice.
pub(super) async fn read_each_once(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let repeated = ONCE.iter().find(|&name| request.headers().get_all(name).count() > 1);
    match repeated {
        None => next.call(request).await,
        Some(name) => {
            let problem = Problem::bad_request("repeated_header", "A header is given more than once")
                .detail(format!("send one header {name}"));
            Ok(request.error_response(problem))
        }
    }
}
