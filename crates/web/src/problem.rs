//! Error answers.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use runtime::error_chain;
use serde::Serialize;

use crate::current::Current;

pub(crate) const CONTENT_TYPE: &str = "application/problem+json";

/// At most 20 parts of a request are named: people mend the first ones, and a long request can't make a
/// longer answer.
pub const MAX_ERRORS: usize = 20;
/// At most 300 characters of each text that the request has a part in.
const MAX_TEXT_CHARACTERS: usize = 300;

/// An error answer, RFC 9457. `code` is public API: programs decide by it.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    detail: Option<String>,
    errors: Vec<FieldError>,
    retry_after_seconds: Option<u32>,
    cause: Option<String>,
}

/// What is wrong with one part of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProblemField))]
pub struct FieldError {
    /// A JSON pointer into the body, `?name` for a query parameter, `{name}` for a part of the path.
    #[cfg_attr(feature = "openapi", schema(example = "?limit"))]
    pub pointer: String,
    #[cfg_attr(feature = "openapi", schema(example = "invalid"))]
    pub code: &'static str,
    #[cfg_attr(feature = "openapi", schema(example = "expected a whole number from 1 to 200"))]
    pub message: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self { status, code, title, detail: None, errors: Vec::new(), retry_after_seconds: None, cause: None }
    }

    pub fn bad_request(code: &'static str, title: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, title)
    }

    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Valid credentials are required")
    }

    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "These credentials do not allow this")
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here")
    }

    pub fn conflict(code: &'static str, title: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code, title)
    }

    pub fn body_too_large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "The body is too large")
            .detail(format!("the limit is {limit} bytes"))
    }

    /// Rejects values that are well-formed and yet wrong; each is named by `error`.
    pub fn invalid() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Some values are not acceptable")
    }

    pub fn too_many_requests(retry_after: Duration) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many requests")
            .retry_after(retry_after)
    }

    /// Reports that it is our fault, and logs why.
    pub fn internal(cause: &(dyn Error + 'static)) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side")
            .cause(cause)
    }

    /// Reports that something we need is unavailable, and logs what.
    pub fn unavailable(cause: &(dyn Error + 'static), retry_after: Duration) -> Self {
        Self::overloaded(retry_after).cause(cause)
    }

    /// Reports that there is no room for the request now.
    pub fn overloaded(retry_after: Duration) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The service can't answer at the moment")
            .retry_after(retry_after)
    }

    /// Adds what the caller may know about this occurrence.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(cut(detail.into()));
        self
    }

    /// Names a part of the request that is wrong; beyond [`MAX_ERRORS`] of them no more.
    #[must_use]
    pub fn error(
        mut self,
        pointer: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        if self.errors.len() < MAX_ERRORS {
            let (pointer, message) = (cut(pointer.into()), cut(message.into()));
            self.errors.push(FieldError { pointer, code, message });
        }
        self
    }

    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after_seconds = Some(u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX));
        self
    }

    /// Keeps the cause for the log. Callers never see it.
    #[must_use]
    pub fn cause(mut self, cause: &(dyn Error + 'static)) -> Self {
        self.cause = Some(error_chain(cause));
        self
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Makes the answer, and logs the cause if there is one.
    pub fn respond(&self) -> HttpResponse {
        if let Some(cause) = &self.cause {
            if self.status.is_server_error() {
                tracing::error!(error = cause.as_str(), "Request failed: {}", self.title);
            } else {
                tracing::debug!(error = cause.as_str(), "Request rejected: {}", self.title);
            }
        }
        let mut response = HttpResponse::build(self.status);
        if let Some(seconds) = self.retry_after_seconds {
            response.insert_header((RETRY_AFTER, seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        response.content_type(CONTENT_TYPE).body(Current::with(|request| self.json(request)))
    }

    /// Its body.
    pub(crate) fn json(&self, request: Option<&Current>) -> String {
        // Texts and numbers can always be written.
        serde_json::to_string(&Body::new(self, request)).unwrap_or_default()
    }

    fn is_retryable(&self) -> bool {
        matches!(self.status.as_u16(), 408 | 425 | 429 | 502 | 503 | 504)
    }
}

fn cut(text: String) -> String {
    match shortened(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(short) => short,
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_TEXT_CHARACTERS) {
        Some(_) => Cow::Owned(text.chars().take(MAX_TEXT_CHARACTERS).chain(['…']).collect()),
        None => Cow::Borrowed(text),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.title, self.code)
    }
}

impl Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        self.respond()
    }
}

/// An error answer, RFC 9457.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct Body<'a> {
    #[cfg_attr(feature = "openapi", schema(example = "urn:callflex:problem:not_found"))]
    r#type: String,
    #[cfg_attr(feature = "openapi", schema(example = "There is nothing here"))]
    title: &'a str,
    #[cfg_attr(feature = "openapi", schema(example = 404))]
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "/api/v1/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11"))]
    instance: Option<Cow<'a, str>>,
    /// What programs decide by. It stays.
    #[cfg_attr(feature = "openapi", schema(example = "not_found"))]
    code: &'a str,
    /// Also in the header `X-Request-Id`; name it when you ask us.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    errors: &'a [FieldError],
    /// Whether the same request may succeed later.
    retryable: bool,
}

/// What it is on the wire.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Problem {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        <Body<'_> as utoipa::PartialSchema>::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Problem {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        <Body<'_> as utoipa::ToSchema>::schemas(schemas);
    }
}

impl<'a> Body<'a> {
    fn new(problem: &'a Problem, request: Option<&'a Current>) -> Self {
        Self {
            r#type: format!("urn:callflex:problem:{}", problem.code),
            title: problem.title,
            status: problem.status.as_u16(),
            detail: problem.detail.as_deref(),
            instance: request.and_then(|request| request.path.as_deref()).map(shortened),
            code: problem.code,
            request_id: request.map(|request| request.id.as_str()),
            errors: &problem.errors,
            retryable: problem.is_retryable(),
        }
    }
}
