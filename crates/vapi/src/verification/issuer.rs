//! Tokens of an issuer elsewhere, read with its public keys.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

use super::oauth2::{TokenError, access_token, is_in_time};
use super::{PlanError, Presented, Proof, VerificationError, WhichSecret};

/// At most 16 keys: issuers publish those of now and next, and each may have to be tried.
const MAX_KEYS: usize = 16;
/// A minute: it is another company's clock, which we can't set.
const LEEWAY_SECONDS: i64 = 60;

#[derive(Clone, Debug)]
pub(super) struct Issuer {
    name: String,
    audience: String,
    scope: String,
    keys: Vec<IssuersKey>,
}

#[derive(Clone, Debug)]
struct IssuersKey {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

/// The names are those of RFC 7519 and RFC 8693; some issuers write `scp`, and a list.
#[derive(Deserialize)]
struct Claims {
    exp: i64,
    nbf: Option<i64>,
    #[serde(alias = "scp")]
    scope: Option<Scope>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scope {
    Text(String),
    List(Vec<String>),
}

impl Issuer {
    pub(super) fn new(name: &str, audience: &str, scope: &str, jwks: &JwkSet) -> Result<Self, PlanError> {
        // They are kept and shown as they are written.
        let is_public = |jwk: &Jwk| {
            !matches!(jwk.algorithm, AlgorithmParameters::OctetKey(_) | AlgorithmParameters::Other(_))
        };
        if !jwks.keys.iter().all(is_public) {
            return Err(PlanError::new("jwks", "it has a key that is not public"));
        }
        if jwks.keys.len() > MAX_KEYS {
            return Err(PlanError::new("jwks", format!("it has more than {MAX_KEYS} keys")));
        }
        let keys: Vec<_> = jwks.keys.iter().filter_map(IssuersKey::read).collect();
        if keys.is_empty() {
            return Err(PlanError::new("jwks", "it has no key for RS256 or ES256"));
        }
        let (name, audience, scope) = (name.to_owned(), audience.to_owned(), scope.to_owned());
        Ok(Self { name, audience, scope, keys })
    }

    pub(super) fn verify(&self, presented: &Presented<'_>) -> Result<Proof, VerificationError> {
        let claims = self.claims(access_token(presented)?)?;
        is_in_time(claims.nbf.unwrap_or(i64::MIN), claims.exp, presented.now, LEEWAY_SECONDS)?;
        if self.scope.split_whitespace().all(|word| claims.allow(word)) {
            Ok(Proof::of("oauth2", WhichSecret::Current))
        } else {
            Err(TokenError::Scope.into())
        }
    }

    fn claims(&self, token: &str) -> Result<Claims, TokenError> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Invalid)?;
        let may_fit = |key: &&IssuersKey| header.kid.is_none() || key.id.is_none() || header.kid == key.id;
        self.keys
            .iter()
            .filter(may_fit)
            .find_map(|key| {
                let validation = self.validation(key.algorithm);
                jsonwebtoken::decode::<Claims>(token, &key.key, &validation).ok()
            })
            .map(|token| token.claims)
            .ok_or(TokenError::Invalid)
    }

    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        validation.set_issuer(&[&self.name]);
        validation.set_audience(&[&self.audience]);
        // Checked by the caller, against the time that was given.
        validation.validate_exp = false;
        validation
    }
}

impl Claims {
    fn allow(&self, word: &str) -> bool {
        match &self.scope {
            None => false,
            Some(Scope::Text(text)) => text.split_whitespace().any(|own| own == word),
            Some(Scope::List(list)) => list.iter().any(|own| own == word),
        }
    }
}

impl IssuersKey {
    /// None of a key that is for something else, which sets of keys may have beside ours.
    fn read(jwk: &Jwk) -> Option<Self> {
        let common = &jwk.common;
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => Algorithm::RS256,
            AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => {
                Algorithm::ES256
            }
            _ => return None,
        };
        let is_for_it = common.key_algorithm.is_none_or(|named| named == KeyAlgorithm::from(algorithm));
        let signs = common.public_key_use.as_ref().is_none_or(|named| *named == PublicKeyUse::Signature);
        if !is_for_it || !signs {
            return None;
        }
        let key = DecodingKey::from_jwk(jwk).ok()?;
        Some(Self { id: common.key_id.clone(), algorithm, key })
    }
}
