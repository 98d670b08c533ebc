//! Extractors that name the field they reject.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::EitherBody;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use futures_util::future::{Ready, ready};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::foreign::{payload_problem, problem_for};
use crate::problem::Problem;

/// At most 1 MiB: a page of JSON that people or programs send. Routes with larger uploads set `JsonLimit`.
const DEFAULT_JSON_LIMIT: usize = 1024 * 1024;
/// 30 seconds, unless the service has a [`BodyTimeout`]: whoever is slower holds memory for nothing.
const DEFAULT_BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// The largest JSON body of the routes below it, as app data.
#[derive(Clone, Copy, Debug)]
pub struct JsonLimit(pub usize);

/// The longest wait for a whole JSON body of the routes below it, as app data.
#[derive(Clone, Copy, Debug)]
pub struct BodyTimeout(pub Duration);

/// A JSON body, of a request or an answer. That of a request is an object.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

/// The variable parts of the path.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let JsonLimit(limit) = request.app_data().copied().unwrap_or(JsonLimit(DEFAULT_JSON_LIMIT));
        let BodyTimeout(patience) = request.app_data().copied().unwrap_or(BodyTimeout(DEFAULT_BODY_TIMEOUT));
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            if !claims_json(&request) {
                return Err(problem_for(StatusCode::UNSUPPORTED_MEDIA_TYPE)
                    .detail("send JSON with the header Content-Type: application/json"));
            }
            parse_json(&read_body(&request, &mut payload, limit, patience).await?).map(Self)
        })
    }
}

impl<T: Serialize> Responder for Json<T> {
    type Body = EitherBody<String>;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        actix_web::web::Json(self.0).respond_to(request)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parts = actix_web::web::Path::<T>::from_request(request, payload).into_inner();
        ready(parts.map(|parts| Self(parts.into_inner())).map_err(|error| path_problem(request, &error)))
    }
}

/// Reads a body whole, up to a limit of size and of time. A body announced as larger is rejected unread.
pub async fn read_body(
    request: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
    patience: Duration,
) -> Result<Bytes, Problem> {
    read_body_into(request, payload, limit, patience, |_| Ok(())).await
}

/// Reads a body as [`read_body`] does, and asks for room for each part of it when it has come.
pub async fn read_body_into(
    request: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
    patience: Duration,
    mut make_room: impl FnMut(usize) -> Result<(), Problem>,
) -> Result<Bytes, Problem> {
    if announced_size(request).is_some_and(|size| size > limit) {
        return Err(Problem::body_too_large(limit));
    }
    let reading = async {
        let mut body = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| payload_problem(&error))?;
            if body.len().saturating_add(chunk.len()) > limit {
                return Err(Problem::body_too_large(limit));
            }
            make_room(chunk.len())?;
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    };
    tokio::time::timeout(patience, reading).await.unwrap_or_else(|_| {
        Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "body_timeout", "The body took too long to arrive"))
    })
}

fn announced_size(request: &HttpRequest) -> Option<usize> {
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn claims_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || kind.ends_with("+json")
}

fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut document = serde_json::Deserializer::from_slice(body);
    // A struct would also be read from an array of its fields.
    if !body.trim_ascii_start().starts_with(b"{") {
        let read = serde_json::from_slice::<IgnoredAny>(body);
        return Err(match read {
            Ok(_) => invalid_body().error("", "invalid", "expected an object"),
            Err(error) => malformed(&error),
        });
    }
    let value = serde_path_to_error::deserialize(&mut document).map_err(|error| {
        let pointer = pointer_of(error.path());
        let error = error.into_inner();
        if error.is_data() { wrong_field(pointer, &error) } else { malformed(&error) }
    })?;
    document.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

/// Names the field at fault. Where one is missing, or unknown, only serde's own text has its name.
fn wrong_field(pointer: String, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    let named = |begin: &str| text.strip_prefix(begin)?.split_once('`').map(|(name, _)| name);
    if let Some(name) = named("missing field `") {
        let pointer = format!("{pointer}/{}", escaped(name));
        return invalid_body().error(pointer, "required", "this field is required");
    }
    if let Some(name) = named("unknown field `") {
        let pointer = beneath(pointer, name);
        return invalid_body().error(pointer, "unknown", "there is no such field here");
    }
    if let Some(name) = named("duplicate field `") {
        return invalid_body().error(beneath(pointer, name), "repeated", "given more than once");
    }
    invalid_body().error(pointer, "invalid", text)
}

/// The pointer to a field, of the object or already of the field itself.
fn beneath(pointer: String, name: &str) -> String {
    let end = format!("/{}", escaped(name));
    if pointer.ends_with(&end) { pointer } else { pointer + &end }
}

fn invalid_body() -> Problem {
    Problem::bad_request("invalid_body", "The body is not as expected")
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::bad_request("malformed_json", "The body is not JSON").detail(error.to_string())
}

fn path_problem(request: &HttpRequest, error: &actix_web::Error) -> Problem {
    let names: Vec<String> = request.match_info().iter().map(|(name, _)| format!("{{{name}}}")).collect();
    Problem::bad_request("invalid_path", "A part of the path is not as expected").error(
        names.join("/"),
        "invalid",
        error.to_string(),
    )
}

/// Writes a path as a JSON pointer, RFC 6901.
fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        pointer.push('/');
        match segment {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                pointer.push_str(&escaped(key));
            }
            Segment::Unknown => pointer.push('?'),
        }
    }
    pointer
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
