//! What a client of Resend sends beside the e-mail: its key, and a key of the request.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest};

use super::rejection::Rejection;

/// The one key there is. It is made up, and no secret.
pub const API_KEY: &str = "re_sandbox";

/// At most 256 characters: Resend's own limit.
const MAX_KEY_CHARACTERS: usize = 256;

pub(crate) struct Authorized;

impl FromRequest for Authorized {
    type Error = Rejection;
    type Future = Ready<Result<Self, Rejection>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(authorize(request))
    }
}

fn authorize(request: &HttpRequest) -> Result<Authorized, Rejection> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Rejection::MissingKey)?;
    if shown == API_KEY { Ok(Authorized) } else { Err(Rejection::InvalidKey) }
}

pub(crate) fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Rejection> {
    let Some(header) = request.headers().get("Idempotency-Key") else {
        return Ok(None);
    };
    let key = header.to_str().map_err(|_| Rejection::InvalidIdempotencyKey)?;
    if (1..=MAX_KEY_CHARACTERS).contains(&key.chars().count()) {
        Ok(Some(key.to_owned()))
    } else {
        Err(Rejection::InvalidIdempotencyKey)
    }
}
