//! Tokens of our own: Vapi fetches one with a connection's id and secret and presents it with each message.

use std::time::Duration;

use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use domain::ConnectionId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::bearer::{AUTHORIZATION, bearer_token};
use super::secrets::Secrets;
use super::{Presented, Proof, VerificationError};

const ISSUER: &str = "callflex";
const ALGORITHM: Algorithm = Algorithm::HS256;
const LIFETIME: Duration = Duration::from_hours(1);
/// 5 s: clocks of replicas differ by less.
const LEEWAY_SECONDS: i64 = 5;
/// At most 8 KiB: ours have 300 bytes, an issuer's with many groups in them a few thousand.
const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// What the token address answers with.
#[derive(Clone, Debug)]
pub struct AccessToken {
    pub token: SecretString,
    pub expires_in: Duration,
}

#[derive(Debug, thiserror::Error)]
#[error("could not sign an access token")]
pub struct IssueError(#[source] jsonwebtoken::errors::Error);

/// Why a token is not accepted, in words that an unverified source may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("the token is not valid here")]
    Invalid,
    #[error("the token has expired, or is not valid yet")]
    OutOfTime,
    #[error("the token lacks the required scope")]
    Scope,
}

/// The names are those of RFC 7519.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: ConnectionId,
    iat: i64,
    exp: i64,
}

/// Issues a token for whoever has shown the connection's secret.
pub fn issue(
    connection: ConnectionId,
    secret: &SecretString,
    now: DateTime<Utc>,
) -> Result<AccessToken, IssueError> {
    let iat = now.timestamp();
    let exp = iat.saturating_add_unsigned(LIFETIME.as_secs());
    let claims = Claims { iss: ISSUER.to_owned(), sub: connection, iat, exp };
    let key = EncodingKey::from_secret(signing_key(secret).as_ref());
    let token = jsonwebtoken::encode(&Header::new(ALGORITHM), &claims, &key).map_err(IssueError)?;
    Ok(AccessToken { token: token.into(), expires_in: LIFETIME })
}

/// Whether a token is one that was issued for the connection, with this secret.
pub fn check(
    token: &str,
    connection: ConnectionId,
    secret: &SecretString,
    now: DateTime<Utc>,
) -> Result<(), TokenError> {
    let mut validation = Validation::new(ALGORITHM);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    validation.set_issuer(&[ISSUER]);
    // Checked below, against the time that was given.
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(signing_key(secret).as_ref());
    let claims =
        jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|_| TokenError::Invalid)?.claims;
    if claims.sub != connection {
        return Err(TokenError::Invalid);
    }
    is_in_time(claims.iat, claims.exp, now, LEEWAY_SECONDS)
}

pub(super) fn verify(
    presented: &Presented<'_>,
    connection: ConnectionId,
    secrets: &Secrets,
) -> Result<Proof, VerificationError> {
    let token = access_token(presented)?;
    let mut error = TokenError::Invalid;
    for (which, secret) in secrets.each() {
        match check(token, connection, secret, presented.now) {
            Ok(()) => return Ok(Proof::of("oauth2", which)),
            Err(TokenError::Invalid) => {}
            Err(known) => error = known,
        }
    }
    Err(error.into())
}

pub(super) fn access_token<'a>(presented: &Presented<'a>) -> Result<&'a str, VerificationError> {
    let token = bearer_token(presented, AUTHORIZATION)?;
    let token = if token.len() > MAX_TOKEN_BYTES { None } else { str::from_utf8(token).ok() };
    token.ok_or_else(|| TokenError::Invalid.into())
}

pub(super) fn is_in_time(from: i64, to: i64, now: DateTime<Utc>, leeway: i64) -> Result<(), TokenError> {
    let now = now.timestamp();
    let is_over = to.saturating_add(leeway) <= now;
    let is_early = from.saturating_sub(leeway) > now;
    if is_over || is_early { Err(TokenError::OutOfTime) } else { Ok(()) }
}

/// The secret signs nothing itself: where it is a signature's key as well, neither can be had from the other.
fn signing_key(secret: &SecretString) -> hmac::Tag {
    let secret = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
    hmac::sign(&secret, b"callflex: key of access tokens, 1")
}
