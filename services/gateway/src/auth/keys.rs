//! Keys of programs.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use secrecy::SecretString;

/// How a key begins, so that it can't be taken for a token, and scanners find it where it does not belong.
pub(crate) const PREFIX: &str = "cf_live_";

/// 32 random bytes: they can't be guessed, which is why a fast hash is enough.
const RANDOM_BYTES: usize = 32;

/// SHA-256 of a key: all that is stored of it.
pub type KeyHash = [u8; 32];

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("could not draw random bytes for a key")]
pub struct KeyError;

/// Makes a key, to be shown once, and the hash by which it is known.
pub fn new_api_key() -> Result<(SecretString, KeyHash), KeyError> {
    let mut random = [0; RANDOM_BYTES];
    rand::fill(&mut random).map_err(|_| KeyError)?;
    let key = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(random));
    let hash = hash(&key);
    Ok((key.into(), hash))
}

/// The hash by which a key is known.
pub fn hash(key: &str) -> KeyHash {
    let digest = digest(&SHA256, key.as_bytes());
    let mut hash = KeyHash::default();
    hash.copy_from_slice(digest.as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn a_key_is_known_by_its_hash_and_no_two_are_alike() {
        let (key, known_by) = new_api_key().unwrap();
        assert_eq!(hash(key.expose_secret()), known_by);
        assert_eq!(key.expose_secret().len(), "cf_live_".len() + 43);
        assert_ne!(new_api_key().unwrap().1, known_by);
    }
}
