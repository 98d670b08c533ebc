//! The short tokens of people who signed in.

use std::fmt::Write as _;
use std::time::Duration;

use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use domain::{MemberRole, OrganizationId, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

const ISSUER: &str = "callflex";
const AUDIENCE: &str = "callflex-api";
const ALGORITHM: Algorithm = Algorithm::HS256;
/// 5 seconds: the clocks of replicas differ by less.
const LEEWAY_SECONDS: i64 = 5;
/// 8 bytes: enough to tell two keys apart, and far too few to say anything of one.
const KEY_ID_BYTES: usize = 8;

/// The claims of a token. The names are those of RFC 7519.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) sub: UserId,
    pub(crate) org: OrganizationId,
    pub(crate) role: MemberRole,
    iat: i64,
    exp: i64,
    iss: String,
    aud: String,
}

impl Claims {
    pub(crate) fn expires_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.exp, 0)
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenError {
    #[error("could not sign a token")]
    Sign(#[source] jsonwebtoken::errors::Error),
    #[error("could not accept a token")]
    Invalid(#[source] jsonwebtoken::errors::Error),
    #[error("the token names a key that is not known")]
    UnknownKey,
    #[error("the token has expired, or is not valid yet")]
    OutOfTime,
}

/// Signs and reads tokens.
pub(crate) struct Tokens {
    header: Header,
    signing: EncodingKey,
    /// By their ids; the one that signs is the first.
    reading: Vec<(String, DecodingKey)>,
    ttl: Duration,
}

impl Tokens {
    /// `previous` signed before: its tokens are read until they end.
    pub(crate) fn new(secret: &SecretString, previous: Option<&SecretString>, ttl: Duration) -> Self {
        let reading = |secret: &SecretString| {
            (key_id(secret), DecodingKey::from_secret(secret.expose_secret().as_bytes()))
        };
        Self {
            header: Header { kid: Some(key_id(secret)), ..Header::new(ALGORITHM) },
            signing: EncodingKey::from_secret(secret.expose_secret().as_bytes()),
            reading: std::iter::once(secret).chain(previous).map(reading).collect(),
            ttl,
        }
    }

    pub(crate) fn ttl_seconds(&self) -> i64 {
        i64::try_from(self.ttl.as_secs()).unwrap_or(i64::MAX)
    }

    pub(crate) fn issue(
        &self,
        user: UserId,
        organization: OrganizationId,
        role: MemberRole,
        now: DateTime<Utc>,
    ) -> Result<String, TokenError> {
        let iat = now.timestamp();
        let claims = Claims {
            sub: user,
            org: organization,
            role,
            iat,
            exp: iat.saturating_add(self.ttl_seconds()),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signing).map_err(TokenError::Sign)
    }

    pub(crate) fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenError> {
        let mut validation = Validation::new(ALGORITHM);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        // Checked below, against the time that was given.
        validation.validate_exp = false;
        let mut claims = self.verified(token, &validation)?;
        // One of an older version, or of longer settings, ends with those of today.
        claims.exp = claims.exp.min(claims.iat.saturating_add(self.ttl_seconds()));
        let now = now.timestamp();
        let is_over = claims.exp.saturating_add(LEEWAY_SECONDS) <= now;
        let is_early = claims.iat.saturating_sub(LEEWAY_SECONDS) > now;
        if is_over || is_early { Err(TokenError::OutOfTime) } else { Ok(claims) }
    }

    /// By the key that the token names. Those that were signed before keys had ids name none.
    fn verified(&self, token: &str, validation: &Validation) -> Result<Claims, TokenError> {
        let named = jsonwebtoken::decode_header(token).map_err(TokenError::Invalid)?.kid;
        let mut why = TokenError::UnknownKey;
        for (id, key) in &self.reading {
            if named.as_ref().is_some_and(|named| named != id) {
                continue;
            }
            match jsonwebtoken::decode::<Claims>(token, key, validation) {
                Ok(token) => return Ok(token.claims),
                Err(error) => why = TokenError::Invalid(error),
            }
        }
        Err(why)
    }
}

fn key_id(secret: &SecretString) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
    let id = hmac::sign(&key, b"callflex: id of a key of tokens, 1");
    id.as_ref().iter().take(KEY_ID_BYTES).fold(String::new(), |mut text, byte| {
        // Writing to text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    const OTHER_SECRET: &str = "ffffffffffffffffffffffffffffffff";

    fn tokens() -> Tokens {
        tokens_of(SECRET, None)
    }

    fn tokens_of(secret: &str, previous: Option<&str>) -> Tokens {
        let previous = previous.map(SecretString::from);
        Tokens::new(&secret.into(), previous.as_ref(), Duration::from_hours(1))
    }

    fn issued_by(tokens: &Tokens) -> String {
        let (user, organization) = (UserId(Uuid::from_u128(1)), OrganizationId(Uuid::from_u128(2)));
        tokens.issue(user, organization, MemberRole::Analyst, now()).unwrap()
    }

    fn now() -> DateTime<Utc> {
        "2026-11-20T16:00:00Z".parse().unwrap()
    }

    fn claims() -> Value {
        json!({
            "sub": UserId(Uuid::max()), "org": OrganizationId(Uuid::max()), "role": "agent",
            "iat": now().timestamp(), "exp": now().timestamp() + 60, "iss": "callflex", "aud": "callflex-api",
        })
    }

    fn signed(algorithm: Algorithm, claims: &Value, secret: &str) -> String {
        let key = EncodingKey::from_secret(secret.as_bytes());
        jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
    }

    #[test]
    fn a_token_names_who_for_whom_and_as_what() {
        let (user, organization) = (UserId(Uuid::from_u128(1)), OrganizationId(Uuid::from_u128(2)));
        let token = tokens().issue(user, organization, MemberRole::Analyst, now()).unwrap();
        let claims = tokens().read(&token, now()).unwrap();
        assert_eq!((claims.sub, claims.org, claims.role), (user, organization, MemberRole::Analyst));
        assert_eq!(claims.expires_at(), Some(now() + TimeDelta::hours(1)));
    }

    #[test]
    fn a_token_ends_with_its_time_and_a_few_seconds() {
        let token = signed(ALGORITHM, &claims(), SECRET);
        assert!(tokens().read(&token, now() + TimeDelta::seconds(64)).is_ok());
        assert!(matches!(tokens().read(&token, now() + TimeDelta::seconds(65)), Err(TokenError::OutOfTime)));
    }

    #[test]
    fn no_token_is_good_for_longer_than_those_that_are_issued_today() {
        let mut claims = claims();
        claims["exp"] = json!(now().timestamp() + 24 * 60 * 60);
        let token = signed(ALGORITHM, &claims, SECRET);
        let read = tokens().read(&token, now()).unwrap();
        assert_eq!(read.expires_at(), Some(now() + TimeDelta::hours(1)));
        let later = now() + TimeDelta::hours(1) + TimeDelta::seconds(LEEWAY_SECONDS);
        assert!(matches!(tokens().read(&token, later), Err(TokenError::OutOfTime)));
    }

    #[test]
    fn a_token_from_the_future_is_rejected() {
        let token = signed(ALGORITHM, &claims(), SECRET);
        assert!(tokens().read(&token, now() - TimeDelta::seconds(5)).is_ok());
        assert!(matches!(tokens().read(&token, now() - TimeDelta::seconds(6)), Err(TokenError::OutOfTime)));
    }

    #[test]
    fn a_token_that_lacks_a_claim_or_has_a_wrong_one_is_rejected() {
        assert!(tokens().read(&signed(ALGORITHM, &claims(), SECRET), now()).is_ok());
        for claim in ["sub", "org", "role", "iat", "exp", "iss", "aud"] {
            let mut lacking = claims();
            lacking.as_object_mut().unwrap().remove(claim);
            assert!(tokens().read(&signed(ALGORITHM, &lacking, SECRET), now()).is_err(), "{claim} is absent");
            let mut wrong = claims();
            wrong[claim] = json!("someone-else");
            assert!(tokens().read(&signed(ALGORITHM, &wrong, SECRET), now()).is_err(), "{claim} is wrong");
        }
    }

    #[test]
    fn another_key_another_algorithm_or_none_is_rejected() {
        let other_key = signed(ALGORITHM, &claims(), OTHER_SECRET);
        let other_algorithm = signed(Algorithm::HS512, &claims(), SECRET);
        let good = signed(ALGORITHM, &claims(), SECRET);
        let payload = good.split('.').nth(1).unwrap();
        // {"alg":"none","typ":"JWT"}
        let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}.");
        for token in [other_key.as_str(), &other_algorithm, &unsigned, "", "a.b.c"] {
            assert!(matches!(tokens().read(token, now()), Err(TokenError::Invalid(_))), "{token}");
        }
    }

    #[test]
    fn a_token_of_the_previous_key_is_taken_while_there_is_one() {
        let (before, after) = (tokens(), tokens_of(OTHER_SECRET, Some(SECRET)));
        // As it was signed before keys had ids.
        for token in [issued_by(&before), signed(ALGORITHM, &claims(), SECRET)] {
            assert!(after.read(&token, now()).is_ok());
            assert!(tokens_of(OTHER_SECRET, None).read(&token, now()).is_err());
        }
        let anew = issued_by(&after);
        assert!(tokens_of(OTHER_SECRET, None).read(&anew, now()).is_ok(), "the new key signs");
        assert!(matches!(before.read(&anew, now()), Err(TokenError::UnknownKey)));
    }

    #[test]
    fn a_token_names_its_key_and_is_not_taken_under_the_name_of_another() {
        let tokens = tokens_of(SECRET, Some(OTHER_SECRET));
        let kid = |token: &str| jsonwebtoken::decode_header(token).unwrap().kid;
        assert_eq!(kid(&issued_by(&tokens)), Some(key_id(&SECRET.into())));
        for named in [key_id(&OTHER_SECRET.into()), "0000000000000000".to_owned(), String::new()] {
            let header = Header { kid: Some(named), ..Header::new(ALGORITHM) };
            let key = EncodingKey::from_secret(SECRET.as_bytes());
            let token = jsonwebtoken::encode(&header, &claims(), &key).unwrap();
            assert!(tokens.read(&token, now()).is_err(), "{:?}", kid(&token));
        }
    }
}
