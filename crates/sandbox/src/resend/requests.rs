//! What a client of Resend sends.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::answers::Rejection;
use super::mailbox::Email;
use crate::handle::Handle;

/// At most 50 recipients: Resend's own limit.
const MAX_RECIPIENTS: usize = 50;
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
    let handle = request.app_data::<Data<Handle>>().ok_or(Rejection::InvalidKey)?;
    if shown == handle.settings().resend_api_key { Ok(Authorized) } else { Err(Rejection::InvalidKey) }
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

pub(crate) struct NewEmail {
    from: String,
    to: Vec<String>,
    reply_to: Vec<String>,
    subject: String,
    text: Option<String>,
    html: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    from: Option<String>,
    to: Option<Addresses>,
    reply_to: Option<Addresses>,
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Addresses {
    One(String),
    Many(Vec<String>),
}

impl NewEmail {
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Rejection> {
        let wire: Wire = serde_json::from_slice(body).map_err(|_| Rejection::Unreadable)?;
        let from = wire.from.ok_or(Rejection::Missing("from"))?;
        let to = wire.to.ok_or(Rejection::Missing("to"))?.into_list();
        let subject = wire.subject.ok_or(Rejection::Missing("subject"))?;
        if wire.text.is_none() && wire.html.is_none() {
            return Err(Rejection::NoContent);
        }
        if to.is_empty() || to.len() > MAX_RECIPIENTS {
            return Err(Rejection::RecipientCount);
        }
        if !is_address(&from) {
            return Err(Rejection::Address("from"));
        }
        if !to.iter().all(|address| is_address(address)) {
            return Err(Rejection::Address("to"));
        }
        let reply_to = wire.reply_to.map(Addresses::into_list).unwrap_or_default();
        Ok(Self { from, to, reply_to, subject, text: wire.text, html: wire.html })
    }

    pub(crate) fn sent(self, id: Uuid, idempotency_key: Option<String>, created_at: DateTime<Utc>) -> Email {
        Email {
            id,
            from: self.from,
            to: self.to,
            reply_to: self.reply_to,
            subject: self.subject,
            text: self.text,
            html: self.html,
            idempotency_key,
            created_at,
        }
    }
}

impl Addresses {
    fn into_list(self) -> Vec<String> {
        match self {
            Self::One(address) => vec![address],
            Self::Many(addresses) => addresses,
        }
    }
}

/// `email@example.com` or `Name <email@example.com>`.
fn is_address(text: &str) -> bool {
    let bare = match text.split_once('<') {
        Some((_, rest)) => match rest.strip_suffix('>') {
            Some(bare) => bare,
            None => return false,
        },
        None => text,
    };
    let plausible = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    bare.split_once('@').is_some_and(|(name, host)| plausible(name) && plausible(host) && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_bare_or_named() {
        assert!(is_address("ana@example.com") && is_address("Ana <ana@example.com>"));
        for wrong in ["ana", "ana@example", "Ana <ana@example.com", "@example.com", "a b@example.com"] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
