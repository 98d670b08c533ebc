//! Signatures by a shared key, in any form that Vapi can be configured to make.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256, HMAC_SHA512, Key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::payload::{Part, PayloadFormat};
use super::secrets::{Secrets, WhichSecret};
use super::{PlanError, Presented, Proof, VerificationError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Algorithm {
    Sha256,
    Sha512,
    Sha1,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Encoding {
    #[default]
    Hex,
    Base64,
}

/// Everything but the key.
#[derive(Clone, Debug)]
pub(super) struct SignatureScheme {
    pub(super) algorithm: Algorithm,
    pub(super) encoding: Encoding,
    pub(super) signature_header: HeaderName,
    pub(super) prefix: String,
    pub(super) format: PayloadFormat,
    pub(super) secret_is_base64: bool,
    /// Where the format has the time.
    pub(super) time: Option<SignedTime>,
    /// Where the format has the message's id.
    pub(super) message_id_header: Option<HeaderName>,
}

#[derive(Clone, Debug)]
pub(super) struct SignedTime {
    pub(super) header: HeaderName,
    pub(super) window_seconds: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Signatures {
    scheme: SignatureScheme,
    keys: Vec<(WhichSecret, Key)>,
}

impl Signatures {
    pub(super) fn new(scheme: SignatureScheme, secrets: &Secrets) -> Result<Self, PlanError> {
        let key = |(which, secret)| Ok((which, scheme.key(secret)?));
        let keys = secrets.each().map(key).collect::<Result<_, PlanError>>()?;
        Ok(Self { scheme, keys })
    }

    pub(super) fn verify(&self, presented: &Presented<'_>) -> Result<Proof, VerificationError> {
        let scheme = &self.scheme;
        let signature = scheme.signature(presented)?;
        let message_id = match &scheme.message_id_header {
            Some(header) => presented.required(header.as_str())?,
            None => b"",
        };
        let timestamp = match &scheme.time {
            Some(time) => presented.required(time.header.as_str())?,
            None => b"",
        };
        let bytes_of = |part| match part {
            Part::Body => presented.body,
            Part::Timestamp => timestamp,
            Part::Method => presented.method.as_bytes(),
            Part::Url => presented.url.as_bytes(),
            Part::MessageId => message_id,
        };
        let is_signed_by = |key: &Key| {
            verify_slices_are_equal(scheme.format.sign(key, bytes_of).as_ref(), &signature).is_ok()
        };
        let (secret, _) =
            self.keys.iter().find(|(_, key)| is_signed_by(key)).ok_or(VerificationError::Mismatch)?;

        // Only now: an unverified source need not learn the time of our clock.
        let signed_at = match &scheme.time {
            Some(time) => Some(time.check(timestamp, presented.now)?),
            None => None,
        };
        let message_id = match &scheme.message_id_header {
            Some(header) => Some(String::from_utf8(message_id.to_vec()).map_err(|_| unreadable(header))?),
            None => None,
        };
        Ok(Proof { method: scheme.method(), message_id, signed_at, secret: *secret })
    }
}

impl SignatureScheme {
    fn method(&self) -> &'static str {
        match self.algorithm {
            Algorithm::Sha256 => "hmac-sha256",
            Algorithm::Sha512 => "hmac-sha512",
            Algorithm::Sha1 => "hmac-sha1",
        }
    }

    /// None where it is not the base64 that it has to be.
    pub(super) fn secret_bytes(&self, secret: &SecretString) -> usize {
        let secret = secret.expose_secret();
        if self.secret_is_base64 {
            STANDARD.decode(secret).map_or(0, |bytes| bytes.len())
        } else {
            secret.len()
        }
    }

    fn key(&self, secret: &SecretString) -> Result<Key, PlanError> {
        let algorithm = match self.algorithm {
            Algorithm::Sha256 => HMAC_SHA256,
            Algorithm::Sha512 => HMAC_SHA512,
            Algorithm::Sha1 => HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        };
        let secret = secret.expose_secret();
        if !self.secret_is_base64 {
            return Ok(Key::new(algorithm, secret.as_bytes()));
        }
        match STANDARD.decode(secret) {
            Ok(bytes) if !bytes.is_empty() => Ok(Key::new(algorithm, &bytes)),
            _ => Err(PlanError::new("secretKey", "it could not be read as base64")),
        }
    }

    /// The signature's bytes.
    fn signature(&self, presented: &Presented<'_>) -> Result<Vec<u8>, VerificationError> {
        let header = &self.signature_header;
        let written = presented.required(header.as_str())?.strip_prefix(self.prefix.as_bytes());
        let bytes = written.and_then(|written| match self.encoding {
            Encoding::Hex => read_hex(written),
            Encoding::Base64 => STANDARD.decode(written).ok(),
        });
        bytes.ok_or_else(|| unreadable(header))
    }
}

impl SignedTime {
    fn check(&self, written: &[u8], now: DateTime<Utc>) -> Result<DateTime<Utc>, VerificationError> {
        let signed_at = read_time(written).ok_or_else(|| unreadable(&self.header))?;
        let window = TimeDelta::seconds(i64::from(self.window_seconds));
        if (now - signed_at).abs() > window {
            return Err(VerificationError::Stale { window_seconds: self.window_seconds });
        }
        Ok(signed_at)
    }
}

fn unreadable(header: &HeaderName) -> VerificationError {
    VerificationError::Unreadable { header: header.as_str().to_owned() }
}

/// Reads lower-case hexadecimal digits; there is one way to write a signature.
fn read_hex(written: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = written.as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}

/// Reads seconds or milliseconds since 1970: nothing marks which one, but the two are three digits apart.
fn read_time(written: &[u8]) -> Option<DateTime<Utc>> {
    /// In seconds the year 5138, in milliseconds 1973.
    const FIRST_OF_MILLISECONDS: i64 = 100_000_000_000;
    if !written.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let count: i64 = str::from_utf8(written).ok()?.parse().ok()?;
    if count < FIRST_OF_MILLISECONDS {
        DateTime::from_timestamp(count, 0)
    } else {
        DateTime::from_timestamp_millis(count)
    }
}
