//! Whether a request comes from whoever a connection was made for.
//!
//! A signature is checked over the bytes as they came, before any of them is parsed, and nothing is compared
//! in a time that depends on a secret.

mod bearer;
mod hmac;
mod issuer;
pub mod oauth2;
mod payload;
mod plan;
mod secrets;
mod sources;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use domain::ConnectionId;
use secrecy::SecretString;

use bearer::Bearer;
use hmac::Signatures;
use issuer::Issuer;
use oauth2::TokenError;
use plan::Scheme;
use secrets::Secrets;

pub use plan::{Plan, PlanError};
pub use secrets::{WhichSecret, secret_matches};
pub use sources::Sources;

/// 64 KiB: checking an issuer's signature takes about as long as hashing that much.
const TOKEN_WORK: usize = 64 * 1024;

/// A request as it reached us.
pub struct Presented<'a> {
    pub method: &'a str,
    /// The whole public address, as the sender wrote it.
    pub url: &'a str,
    /// What the request has under a name, which is asked for in lower case.
    pub header: &'a dyn Fn(&str) -> Header<'a>,
    pub body: &'a [u8],
    pub source: IpAddr,
    pub now: DateTime<Utc>,
}

/// What a request has under one name. Collected from the header's values.
///
/// Of two values none is taken: whatever stands between the sender and us may have looked at the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header<'a> {
    Absent,
    One(&'a [u8]),
    Repeated,
}

impl<'a> FromIterator<&'a [u8]> for Header<'a> {
    fn from_iter<T: IntoIterator<Item = &'a [u8]>>(values: T) -> Self {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(value), None) => Self::One(value),
            (Some(_), Some(_)) => Self::Repeated,
        }
    }
}

impl<'a> Presented<'a> {
    fn optional(&self, name: &str) -> Result<Option<&'a [u8]>, VerificationError> {
        match (self.header)(name) {
            Header::Absent => Ok(None),
            Header::One(value) => Ok(Some(value)),
            Header::Repeated => Err(VerificationError::Repeated { header: name.to_owned() }),
        }
    }

    fn required(&self, name: &str) -> Result<&'a [u8], VerificationError> {
        self.optional(name)?.ok_or_else(|| VerificationError::Missing { header: name.to_owned() })
    }
}

/// What a request was accepted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// `x-vapi-secret`, `bearer`, `oauth2`, `hmac-sha1`, `hmac-sha256` or `hmac-sha512`.
    pub method: &'static str,
    /// Only where it is part of what was signed.
    pub message_id: Option<String>,
    /// Only where it is part of what was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// A foreign issuer's token counts as the current secret.
    pub secret: WhichSecret,
}

impl Proof {
    fn of(method: &'static str, secret: WhichSecret) -> Self {
        Self { method, message_id: None, signed_at: None, secret }
    }
}

/// Why a request is not accepted, in words that an unverified source may read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerificationError {
    #[error("requests from this address are not accepted")]
    Source,
    #[error("the header {header} is missing")]
    Missing { header: String },
    #[error("the header {header} came more than once")]
    Repeated { header: String },
    #[error("the header {header} is not of the expected form")]
    Unreadable { header: String },
    #[error("the secret or the signature does not match")]
    Mismatch,
    #[error("the request was signed more than {window_seconds} s from now")]
    Stale { window_seconds: u32 },
    #[error(transparent)]
    Token(#[from] TokenError),
}

/// Verifies what is sent to one connection.
#[derive(Clone, Debug)]
pub struct Verifier {
    sources: Sources,
    check: Check,
}

#[derive(Clone, Debug)]
enum Check {
    Secret(Secrets),
    Bearer(Bearer, Secrets),
    OwnToken(ConnectionId, Secrets),
    IssuersToken(Box<Issuer>),
    Signature(Box<Signatures>),
}

impl Verifier {
    /// The secrets are the current one and, while it is being replaced, the previous one. An
    /// issuer's tokens need none.
    pub fn new(
        connection: ConnectionId,
        plan: &Plan,
        secrets: Vec<SecretString>,
        sources: Sources,
    ) -> Result<Self, PlanError> {
        let check = match plan.scheme()? {
            Scheme::Secret => Check::Secret(Secrets::new(secrets)?),
            Scheme::Bearer(bearer) => Check::Bearer(bearer, Secrets::new(secrets)?),
            Scheme::OwnToken => Check::OwnToken(connection, Secrets::new(secrets)?),
            Scheme::IssuersToken(issuer) => Check::IssuersToken(issuer),
            Scheme::Signature(scheme) => {
                Check::Signature(Box::new(Signatures::new(scheme, &Secrets::new(secrets)?)?))
            }
        };
        Ok(Self { sources, check })
    }

    pub fn verify(&self, presented: &Presented<'_>) -> Result<Proof, VerificationError> {
        if !self.sources.contain(presented.source) {
            return Err(VerificationError::Source);
        }
        match &self.check {
            Check::Secret(secrets) => bearer::verify_secret(presented, secrets),
            Check::Bearer(bearer, secrets) => bearer.verify(presented, secrets),
            Check::OwnToken(connection, secrets) => oauth2::verify(presented, *connection, secrets),
            Check::IssuersToken(issuer) => issuer.verify(presented),
            Check::Signature(signatures) => signatures.verify(presented),
        }
    }

    /// How many bytes have to be hashed, about, to verify a body of that length; none where
    /// secrets are only compared.
    pub fn work(&self, body: usize) -> usize {
        match &self.check {
            Check::Secret(_) | Check::Bearer(..) => 0,
            Check::OwnToken(..) | Check::IssuersToken(_) => TOKEN_WORK,
            Check::Signature(_) => body,
        }
    }
}
