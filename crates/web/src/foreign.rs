//! Errors that actix-web answers by itself, in our shape.

use actix_web::error::{JsonPayloadError, PathError, PayloadError, QueryPayloadError, UrlencodedError};
use actix_web::http::StatusCode;
use actix_web::http::header::ALLOW;
use actix_web::{Error, HttpResponse, ResponseError};

use crate::problem::Problem;

/// Translates an error that a handler or extractor of actix-web's own returned.
pub(crate) fn problem_of(error: &Error, status: StatusCode) -> Problem {
    if let Some(problem) = error.as_error::<Problem>() {
        return problem.clone();
    }
    if let Some(error) = error.as_error::<PayloadError>() {
        return payload_problem(error);
    }
    let unreadable = [
        error.as_error::<JsonPayloadError>().map(ToString::to_string),
        error.as_error::<QueryPayloadError>().map(ToString::to_string),
        error.as_error::<PathError>().map(ToString::to_string),
        error.as_error::<UrlencodedError>().map(ToString::to_string),
    ];
    let problem = problem_for(status);
    if status.is_server_error() {
        return problem.cause(&Reported(error.to_string()));
    }
    match unreadable.into_iter().flatten().next() {
        Some(detail) => problem.detail(detail),
        None => problem,
    }
}

pub(crate) fn payload_problem(error: &PayloadError) -> Problem {
    match error.status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => problem_for(StatusCode::PAYLOAD_TOO_LARGE),
        _ => Problem::bad_request("unreadable_body", "The body could not be read to its end"),
    }
}

/// The problem of a bare status.
pub(crate) fn problem_for(status: StatusCode) -> Problem {
    match status {
        StatusCode::BAD_REQUEST => Problem::bad_request("bad_request", "The request could not be understood"),
        StatusCode::UNAUTHORIZED => Problem::unauthorized(),
        StatusCode::FORBIDDEN => Problem::forbidden(),
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::new(status, "method_not_allowed", "This method is not available here")
        }
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "body_too_large", "The body is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::new(status, "unsupported_media_type", "The body is not in a format that is read here")
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            Problem::new(status, "unavailable", "The service can't answer at the moment")
        }
        status if status.is_server_error() => {
            Problem::new(status, "internal", "Something went wrong on our side")
        }
        status => Problem::new(status, "refused", "The request was refused"),
    }
}

/// Makes the answer to take the place of another one, keeping its header of allowed methods.
pub(crate) fn in_place_of(response: &HttpResponse, problem: &Problem) -> HttpResponse {
    let mut answer = problem.respond();
    if let Some(allowed) = response.headers().get(ALLOW) {
        answer.headers_mut().insert(ALLOW, allowed.clone());
    }
    answer
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Reported(String);
