//! Keys of programs.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use db::api_keys::ApiKey;
use db::{IdentityTx, TenantTx};
use domain::ApiKeyId;
use runtime::clock;
use secrecy::{ExposeSecret as _, SecretString};

/// How a key begins, so that it can't be taken for a token, and scanners find it where it does not belong.
pub const PREFIX: &str = "cf_live_";

/// 32 random bytes: they can't be guessed, which is why a fast hash is enough.
const RANDOM_BYTES: usize = 32;

/// SHA-256 of a key: all that is stored of it.
type KeyHash = [u8; 32];

/// What a key is for.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// For people.
    pub name: String,
    /// Words without spaces.
    pub scopes: Vec<String>,
    pub expires_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("could not draw random bytes for a key")]
pub struct KeyError;

/// Draws a key, to be shown once.
pub fn generate() -> Result<SecretString, KeyError> {
    let mut random = [0; RANDOM_BYTES];
    rand::fill(&mut random).map_err(|_| KeyError)?;
    Ok(format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(random)).into())
}

/// Gives the transaction's organization a key. One that it has already, and that is valid, stays as it is.
pub async fn put(tx: &TenantTx, secret: &SecretString, key: NewKey) -> db::Result<()> {
    let hash = hash(secret.expose_secret());
    if db::api_keys::is_valid(tx, &hash).await? {
        return Ok(());
    }
    let row = ApiKey {
        id: ApiKeyId(clock::new_id()),
        organization_id: tx.organization(),
        scopes: key.scopes,
        expires_at: key.expires_at,
    };
    db::api_keys::add(tx, &row, &key.name, &hash).await
}

/// Whose key this is, unless it was revoked or has expired.
pub async fn find(tx: &IdentityTx, secret: &str) -> db::Result<Option<ApiKey>> {
    db::api_keys::find_valid(tx, &hash(secret)).await
}

fn hash(key: &str) -> KeyHash {
    let digest = digest(&SHA256, key.as_bytes());
    let mut hash = KeyHash::default();
    hash.copy_from_slice(digest.as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_keys_are_alike_nor_are_their_hashes() {
        let [key, other] = [generate().unwrap(), generate().unwrap()];
        assert_eq!(key.expose_secret().len(), PREFIX.len() + 43);
        assert!(key.expose_secret().starts_with(PREFIX));
        assert_ne!(key.expose_secret(), other.expose_secret());
        assert_ne!(hash(key.expose_secret()), hash(other.expose_secret()));
    }
}
