//! What surrounds every handler: the request's id, span, metrics and access line, and the shape of errors.

use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody as _};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};
use opentelemetry::global;
use opentelemetry::propagation::Extractor;
use opentelemetry::trace::TraceContextExt as _;
use runtime::clock;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, debug, info, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::answer::outgoing;
use crate::connection::Exchange;
use crate::current::Current;
use crate::foreign::{in_place_of, problem_for, problem_of};
use crate::problem;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TRACEPARENT: &str = "traceparent";
/// At most 128: a longer one is no id, and goes into every log line.
const MAX_REQUEST_ID_CHARACTERS: usize = 128;
/// From 7 digits, a number within a town, to 15, the most of E.164.
const TELEPHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// The route of requests that no route takes, so that no one can fill the metrics with paths.
const NO_ROUTE: &str = "none";

/// Answers one request of a service.
pub(crate) async fn observe(
    service: &'static str,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = request_id(request.headers());
    let seen = Seen {
        service,
        method: method_name(request.method()),
        route: request.match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned()),
    };
    let span = seen.span(&id, request.headers());
    let current = Current { id: id.clone(), path: Some(request.path().to_owned()) };
    let unfinished = request.conn_data::<Exchange>().map(Exchange::begin);
    let method = request.method().clone();

    let answering = async {
        match next.call(request).await {
            Ok(answer) => {
                let (request, response) = answer.into_parts();
                let response = finish(reshape(response, seen.is_resource()), &id);
                seen.record(&response, started);
                Ok(ServiceResponse::new(request, outgoing(response, &method, unfinished)))
            }
            Err(error) => {
                let response = finish(reshape(HttpResponse::from_error(error), true), &id);
                seen.record(&response, started);
                let response = outgoing(response, &method, unfinished);
                Err(InternalError::from_response("rejected before a handler", response).into())
            }
        }
    };
    current.scope(answering.instrument(span)).await
}

/// The parts of a request that logs and metrics may show.
struct Seen {
    service: &'static str,
    method: &'static str,
    route: String,
}

impl Seen {
    /// Whether the path is one that a route names; a route that takes any tail may name nothing.
    fn is_resource(&self) -> bool {
        self.route != NO_ROUTE && !self.route.contains('*')
    }

    fn span(&self, id: &str, headers: &HeaderMap) -> Span {
        let span = info_span!(
            "request",
            otel.name = format!("{} {}", self.method, self.route),
            otel.kind = "server",
            otel.status_code = Empty,
            service = self.service,
            request_id = id,
            http.request.method = self.method,
            http.route = self.route.as_str(),
            http.response.status_code = Empty,
        );
        let parent = global::get_text_map_propagator(|propagator| propagator.extract(&Headers(headers)));
        if parent.span().span_context().is_valid()
            && let Err(error) = span.set_parent(parent)
        {
            debug!(%error, "The caller's trace is not continued");
        }
        span
    }

    fn record(&self, response: &HttpResponse, started: Instant) {
        let status = response.status();
        let seconds = started.elapsed().as_secs_f64();
        let span = Span::current();
        span.record("http.response.status_code", status.as_u16());
        if status.is_server_error() {
            span.record("otel.status_code", "ERROR");
        }
        info!(
            duration_ms = (seconds * 1e6).round() / 1e3,
            "{} {} {}",
            self.method,
            self.route,
            status.as_u16()
        );

        let labels = [
            ("service", self.service.to_owned()),
            ("method", self.method.to_owned()),
            ("route", self.route.clone()),
            ("status", status.as_str().to_owned()),
        ];
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_duration_seconds", &labels).record(seconds);
    }
}

fn finish(mut response: HttpResponse, id: &str) -> HttpResponse {
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Nearly all answers are about people; the others say that they may be kept.
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Brings errors that are not ours into our shape.
fn reshape(response: HttpResponse, is_resource: bool) -> HttpResponse {
    let status = response.status();
    let is_problem = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(problem::CONTENT_TYPE.as_bytes()));
    if is_problem || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    if let Some(error) = response.error() {
        return in_place_of(&response, &problem_of(error, status));
    }
    match response.body().size() {
        BodySize::None | BodySize::Sized(0) => {
            // The path is known and yet no handler took it: actix-web answers 404 for a wrong method.
            let wrong_method = is_resource && status == StatusCode::NOT_FOUND;
            let status = if wrong_method { StatusCode::METHOD_NOT_ALLOWED } else { status };
            in_place_of(&response, &problem_for(status))
        }
        BodySize::Sized(_) | BodySize::Stream => response,
    }
}

fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    match given {
        Some(id) if is_acceptable(id) => id.to_owned(),
        _ => clock::new_id().to_string(),
    }
}

/// Letters, digits and dashes: what people and telephones have, `@` and `+` among it, is in no log.
fn is_acceptable(id: &str) -> bool {
    (1..=MAX_REQUEST_ID_CHARACTERS).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !looks_like_telephone(id)
}

/// Nothing but digits, as many as a telephone number has, however they are grouped.
fn looks_like_telephone(id: &str) -> bool {
    let has_letter = id.bytes().any(|byte| byte.is_ascii_alphabetic());
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    !has_letter && TELEPHONE_DIGITS.contains(&digits)
}

fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    /// Of a caller's trace only its ids are taken over: `tracestate` is whatever the caller writes.
    fn get(&self, key: &str) -> Option<&str> {
        if key != TRACEPARENT {
            return None;
        }
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::{Arc, Mutex};

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service, try_call_service};
    use actix_web::{App, web};
    use tracing::{Event, Level, Subscriber};
    use tracing_subscriber::Layer;
    use tracing_subscriber::layer::{Context, SubscriberExt as _};

    use super::*;
    use crate::Problem;

    /// The fields of each event of a level, as they would be logged.
    #[derive(Clone, Default)]
    struct Logged(Arc<Mutex<Vec<(Level, String)>>>);

    impl<S: Subscriber> Layer<S> for Logged {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            let mut text = String::new();
            event.record(&mut |field: &tracing::field::Field, value: &dyn std::fmt::Debug| {
                write!(text, "{field}={value:?} ").unwrap();
            });
            self.0.lock().unwrap().push((*event.metadata().level(), text));
        }
    }

    impl Logged {
        fn of(&self, level: Level) -> Vec<String> {
            let events = self.0.lock().unwrap();
            events.iter().filter(|(found, _)| *found == level).map(|(_, text)| text.clone()).collect()
        }
    }

    #[derive(Debug, thiserror::Error)]
    #[error("opening the till")]
    struct TillError(#[source] std::io::Error);

    async fn answer_of(path: &str) -> Logged {
        let logged = Logged::default();
        let subscriber = tracing_subscriber::registry().with(logged.clone());
        let _subscribed = tracing::subscriber::set_default(subscriber);
        let app = App::new()
            .wrap(from_fn(|request, next| observe("shop", request, next)))
            .route("/ours", web::get().to(async || lost_key()))
            .route("/foreign", web::get().to(async || foreign_lost_key()))
            .route("/fine", web::get().to(async || "fine"));
        let request = TestRequest::get().uri(path).to_request();
        let _answer = try_call_service(&init_service(app).await, request).await;
        logged
    }

    fn lost_key() -> Result<String, Problem> {
        Err(Problem::internal(&TillError(std::io::Error::other("the key is lost"))))
    }

    fn foreign_lost_key() -> Result<String, std::io::Error> {
        Err(std::io::Error::other("the key is lost"))
    }

    #[actix_web::test]
    async fn the_cause_of_a_fault_is_logged_once_with_its_chain() {
        for (path, chain) in [("/ours", "opening the till: the key is lost"), ("/foreign", "the key is lost")]
        {
            let errors = answer_of(path).await.of(Level::ERROR);
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert!(errors[0].contains(chain), "{errors:?}");
        }
    }

    #[actix_web::test]
    async fn a_request_is_one_line_without_its_query() {
        let logged = answer_of("/fine?token=secret");
        let lines = logged.await.of(Level::INFO);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].contains("GET /fine 200"), "{lines:?}");
        assert!(!lines[0].contains("secret"), "{lines:?}");
    }
}
