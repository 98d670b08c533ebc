//! A secret that is sent as it is.

use reqwest::header::HeaderName;

use super::secrets::Secrets;
use super::{Presented, Proof, VerificationError};

pub(super) const AUTHORIZATION: &str = "authorization";
const VAPI_SECRET: &str = "x-vapi-secret";

/// Where a bearer token is, and whether it says that it is one.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    pub(super) header: HeaderName,
    pub(super) has_prefix: bool,
}

impl Bearer {
    pub(super) fn verify(
        &self,
        presented: &Presented<'_>,
        secrets: &Secrets,
    ) -> Result<Proof, VerificationError> {
        let header = self.header.as_str();
        let token =
            if self.has_prefix { bearer_token(presented, header)? } else { presented.required(header)? };
        let secret = secrets.matching(token).ok_or(VerificationError::Mismatch)?;
        Ok(Proof::of("bearer", secret))
    }
}

/// The secret is in `X-Vapi-Secret`, or else a bearer token.
pub(super) fn verify_secret(
    presented: &Presented<'_>,
    secrets: &Secrets,
) -> Result<Proof, VerificationError> {
    if let Some(value) = presented.optional(VAPI_SECRET)? {
        let secret = secrets.matching(value).ok_or(VerificationError::Mismatch)?;
        return Ok(Proof::of(VAPI_SECRET, secret));
    }
    let token = presented.optional(AUTHORIZATION)?.and_then(after_scheme);
    let token = token.ok_or_else(|| VerificationError::Missing { header: VAPI_SECRET.to_owned() })?;
    let secret = secrets.matching(token).ok_or(VerificationError::Mismatch)?;
    Ok(Proof::of("bearer", secret))
}

pub(super) fn bearer_token<'a>(
    presented: &Presented<'a>,
    header: &str,
) -> Result<&'a [u8], VerificationError> {
    let value = presented.required(header)?;
    after_scheme(value).ok_or_else(|| VerificationError::Unreadable { header: header.to_owned() })
}

fn after_scheme(value: &[u8]) -> Option<&[u8]> {
    const SCHEME: &[u8] = b"bearer ";
    let (scheme, token) = value.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(token)
}
