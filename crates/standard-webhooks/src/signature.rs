//! Signing and verifying one message.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac::{Context, Tag};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};

use crate::Secret;

/// What the official libraries allow.
const TOLERANCE: Duration = Duration::from_mins(5);

/// At most 256 bytes: ids are kept to recognize a repeated message.
const MAX_ID_BYTES: usize = 256;

/// At most 4,096 bytes: one signature has 47, and there are never more than a few.
const MAX_SIGNATURE_BYTES: usize = 4096;

/// The three headers of a message, as they came.
#[derive(Clone, Copy, Debug)]
pub struct Headers<'a> {
    pub id: &'a [u8],
    pub timestamp: &'a [u8],
    pub signature: &'a [u8],
}

/// What a message was accepted as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub id: String,
    pub signed_at: DateTime<Utc>,
}

/// Why a message is not accepted, in words that an unverified source may read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the header {0} is missing, or came more than once")]
    Missing(&'static str),
    #[error("the message's {0} is not of the expected form")]
    Unreadable(&'static str),
    #[error("the signature does not match")]
    Mismatch,
    #[error("the message was signed too long ago, or in the future")]
    Stale,
}

impl<'a> Headers<'a> {
    /// Takes all three of one family. `only` gives a header's value by its lower-case name, and `None` where
    /// there are several.
    pub fn find(only: impl Fn(&str) -> Option<&'a [u8]>) -> Result<Self, SignatureError> {
        let family = |id, timestamp, signature| {
            let value = |name| only(name).ok_or(SignatureError::Missing(name));
            Ok(Self { id: value(id)?, timestamp: value(timestamp)?, signature: value(signature)? })
        };
        family("webhook-id", "webhook-timestamp", "webhook-signature")
            .or_else(|missing| family("svix-id", "svix-timestamp", "svix-signature").map_err(|_| missing))
    }
}

/// What goes into `webhook-signature`; with two secrets, both signatures with a space between.
pub fn sign(secret: &Secret, id: &str, timestamp: DateTime<Utc>, body: &[u8]) -> String {
    let timestamp = timestamp.timestamp().to_string();
    format!("v1,{}", STANDARD.encode(tag(secret, id.as_bytes(), timestamp.as_bytes(), body)))
}

/// Verifies a body as it came, with any of the secrets.
pub fn verify(
    headers: &Headers<'_>,
    body: &[u8],
    secrets: &[Secret],
    now: DateTime<Utc>,
) -> Result<Proof, SignatureError> {
    let signatures = read_signatures(headers.signature).ok_or(SignatureError::Unreadable("signature"))?;
    let is_signed_with = |secret: &Secret| {
        let expected = tag(secret, headers.id, headers.timestamp, body);
        signatures.iter().any(|found| verify_slices_are_equal(found, expected.as_ref()).is_ok())
    };
    if !secrets.iter().any(is_signed_with) {
        return Err(SignatureError::Mismatch);
    }
    let id = str::from_utf8(headers.id).ok().filter(|id| (1..=MAX_ID_BYTES).contains(&id.len()));
    let id = id.ok_or(SignatureError::Unreadable("id"))?.to_owned();
    let signed_at = read_time(headers.timestamp).ok_or(SignatureError::Unreadable("timestamp"))?;
    let tolerance = TimeDelta::from_std(TOLERANCE).unwrap_or(TimeDelta::MAX);
    if (now - signed_at).abs() > tolerance { Err(SignatureError::Stale) } else { Ok(Proof { id, signed_at }) }
}

fn tag(secret: &Secret, id: &[u8], timestamp: &[u8], body: &[u8]) -> Tag {
    let mut context = Context::with_key(&secret.0);
    for part in [id, b".", timestamp, b".", body] {
        context.update(part);
    }
    context.sign()
}

/// The signatures of the one version that has a shared secret.
fn read_signatures(header: &[u8]) -> Option<Vec<Vec<u8>>> {
    if header.len() > MAX_SIGNATURE_BYTES {
        return None;
    }
    let written = str::from_utf8(header).ok()?.split(' ').filter_map(|item| item.strip_prefix("v1,"));
    written.map(|signature| STANDARD.decode(signature).ok()).collect()
}

fn read_time(written: &[u8]) -> Option<DateTime<Utc>> {
    if !written.iter().all(u8::is_ascii_digit) {
        return None;
    }
    DateTime::from_timestamp(str::from_utf8(written).ok()?.parse().ok()?, 0)
}
