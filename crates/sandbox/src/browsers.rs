//! Keeps web pages out: whoever runs the sandbox has a browser open, and nothing here asks for a password.
//!
//! A page anywhere may send what forms can send (`text/plain` among it) to any address, and by a name of its own
//! that it points at this machine it may read the answers too. A browser asks before it sends anything else, and
//! is not answered.

use std::net::{IpAddr, SocketAddr};

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, ORIGIN};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};
use serde_json::json;

const JSON: &str = "application/json";
const PROTOBUF: &str = "application/x-protobuf";
/// Of forms too, so that it is taken beside credentials alone: a page can't send those without asking.
const FORM: &str = "application/x-www-form-urlencoded";

/// Why a request is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rejection {
    Host,
    Origin,
    ContentType,
}

/// Serves a request that no web page from elsewhere can have sent to a sandbox at this address.
pub(crate) async fn keep_out(
    bound: SocketAddr,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    match check(bound.ip(), request.method(), request.headers()) {
        Ok(()) => next.call(request).await,
        Err(rejection) => Ok(request.into_response(rejection.respond())),
    }
}

fn check(bound: IpAddr, method: &Method, headers: &HeaderMap) -> Result<(), Rejection> {
    let host = only(headers, HOST).ok_or(Rejection::Host)?;
    if !is_own(host, bound) {
        return Err(Rejection::Host);
    }
    if headers.contains_key(ORIGIN) {
        let origin = only(headers, ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        if origin != Some(host) {
            return Err(Rejection::Origin);
        }
    }
    // A browser asks before it sends any other method.
    if method == Method::POST && !is_taken(headers) {
        return Err(Rejection::ContentType);
    }
    Ok(())
}

/// Whether a host is this machine by its address or as `localhost`, which no page can point elsewhere. A sandbox
/// that other machines reach does not know all of its addresses.
fn is_own(host: &str, bound: IpAddr) -> bool {
    let is_loopback = bound.to_canonical().is_loopback();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    match name.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback() || !is_loopback,
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

fn is_taken(headers: &HeaderMap) -> bool {
    let Some(written) = only(headers, CONTENT_TYPE) else { return false };
    let essence = written.split_once(';').map_or(written, |(essence, _)| essence).trim();
    let is = |known: &str| essence.eq_ignore_ascii_case(known);
    is(JSON) || is(PROTOBUF) || (is(FORM) && headers.contains_key(AUTHORIZATION))
}

/// A header that is there once.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name);
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

impl Rejection {
    fn respond(self) -> HttpResponse {
        let (status, error) = match self {
            Self::Host => {
                (StatusCode::MISDIRECTED_REQUEST, "the sandbox is reached by its address or as localhost")
            }
            Self::Origin => (StatusCode::FORBIDDEN, "the sandbox takes nothing from web pages of elsewhere"),
            Self::ContentType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the sandbox takes application/json, application/x-protobuf, and forms with credentials",
            ),
        };
        HttpResponse::build(status).json(json!({ "error": error }))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn checked(
        bound: &str,
        method: &Method,
        headers: &[(HeaderName, &'static str)],
    ) -> Result<(), Rejection> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.clone(), HeaderValue::from_static(value));
        }
        check(bound.parse().unwrap(), method, &map)
    }

    #[test]
    fn a_sandbox_is_reached_by_its_address_and_by_no_name_that_a_page_could_choose() {
        for (bound, host, is_taken) in [
            ("127.0.0.1", "127.0.0.1:8090", true),
            ("127.0.0.1", "localhost:8090", true),
            ("127.0.0.1", "LOCALHOST", true),
            ("::1", "[::1]:8090", true),
            ("127.0.0.1", "evil.example", false),
            ("127.0.0.1", "127.0.0.1.evil.example:8090", false),
            ("127.0.0.1", "localhost.evil.example", false),
            ("127.0.0.1", "203.0.113.9:8090", false),
            ("127.0.0.1", "", false),
            ("0.0.0.0", "203.0.113.9:8090", true),
            ("0.0.0.0", "evil.example:8090", false),
        ] {
            let outcome = checked(bound, &Method::GET, &[(HOST, host)]);
            assert_eq!(outcome.is_ok(), is_taken, "{host} at {bound}");
        }
        assert_eq!(checked("127.0.0.1", &Method::GET, &[]), Err(Rejection::Host));
        let twice = [(HOST, "localhost"), (HOST, "evil.example")];
        assert_eq!(checked("127.0.0.1", &Method::GET, &twice), Err(Rejection::Host));
    }

    #[test]
    fn what_a_page_can_send_without_asking_is_not_taken() {
        let post = |headers: &[(HeaderName, &'static str)]| {
            checked("127.0.0.1", &Method::POST, &[&[(HOST, "localhost:8090")][..], headers].concat())
        };
        for form in
            ["text/plain", FORM, "multipart/form-data; boundary=x", "text/plain; application/json", ""]
        {
            assert_eq!(post(&[(CONTENT_TYPE, form)]), Err(Rejection::ContentType), "{form}");
        }
        assert_eq!(post(&[]), Err(Rejection::ContentType));
        assert_eq!(post(&[(CONTENT_TYPE, "application/json; charset=utf-8")]), Ok(()));
        assert_eq!(post(&[(CONTENT_TYPE, PROTOBUF)]), Ok(()));
        assert_eq!(post(&[(CONTENT_TYPE, FORM), (AUTHORIZATION, "Basic eA==")]), Ok(()));
    }

    #[test]
    fn a_page_from_elsewhere_is_known_by_its_origin() {
        let from = |origin| {
            let headers = [(HOST, "localhost:8090"), (ORIGIN, origin), (CONTENT_TYPE, JSON)];
            checked("127.0.0.1", &Method::POST, &headers)
        };
        assert_eq!(from("http://localhost:8090"), Ok(()));
        for elsewhere in ["https://evil.example", "http://localhost:8080", "https://localhost:8090", "null"] {
            assert_eq!(from(elsewhere), Err(Rejection::Origin), "{elsewhere}");
        }
    }
}
