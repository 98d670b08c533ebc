//! The `Stripe-Signature` header.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret as _, SecretString};

/// What Stripe's own libraries allow.
pub const TOLERANCE: Duration = Duration::from_mins(5);

/// At most 4,096 bytes: one signature has less than a hundred, and there are never more than a few.
const MAX_HEADER_BYTES: usize = 4096;

/// When Stripe signed what was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedAt(pub DateTime<Utc>);

/// Why a request is not accepted, in words that an unverified source may read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the header stripe-signature is not of the expected form")]
    Unreadable,
    #[error("the signature does not match")]
    Mismatch,
    #[error("the request was signed too long ago, or in the future")]
    Stale,
}

/// Verifies a body as it came. The header must be the only one of its name.
pub fn verify(
    header: &[u8],
    body: &[u8],
    secrets: &[SecretString],
    now: DateTime<Utc>,
    tolerance: Duration,
) -> Result<SignedAt, SignatureError> {
    let header = Header::read(header).ok_or(SignatureError::Unreadable)?;
    let is_signed_with = |secret: &SecretString| {
        let expected = header.expected(secret, body);
        header.signatures.iter().any(|found| verify_slices_are_equal(found, expected.as_ref()).is_ok())
    };
    if !secrets.iter().any(is_signed_with) {
        return Err(SignatureError::Mismatch);
    }
    let tolerance = TimeDelta::from_std(tolerance).unwrap_or(TimeDelta::MAX);
    if (now - header.signed_at).abs() > tolerance {
        Err(SignatureError::Stale)
    } else {
        Ok(SignedAt(header.signed_at))
    }
}

struct Header<'a> {
    /// As it is written, for that is what was signed.
    time: &'a str,
    signed_at: DateTime<Utc>,
    signatures: Vec<Vec<u8>>,
}

impl<'a> Header<'a> {
    fn read(header: &'a [u8]) -> Option<Self> {
        if header.len() > MAX_HEADER_BYTES {
            return None;
        }
        let (mut time, mut signatures) = (None, Vec::new());
        for item in str::from_utf8(header).ok()?.split(',') {
            match item.split_once('=')? {
                // Of two times one would be checked and the other signed.
                ("t", _) if time.is_some() => return None,
                ("t", value) => time = Some(value),
                ("v1", value) => signatures.push(read_hex(value)?),
                _ => {}
            }
        }
        let time = time.filter(|time| time.bytes().all(|byte| byte.is_ascii_digit()))?;
        let signed_at = DateTime::from_timestamp(time.parse().ok()?, 0)?;
        Some(Self { time, signed_at, signatures })
    }

    fn expected(&self, secret: &SecretString, body: &[u8]) -> hmac::Tag {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
        let mut context = hmac::Context::with_key(&key);
        context.update(self.time.as_bytes());
        context.update(b".");
        context.update(body);
        context.sign()
    }
}

/// Reads lower-case hexadecimal digits; there is one way to write a signature.
fn read_hex(written: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = written.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
