//! Secrets of tenants, sealed before they are stored.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use uuid::Uuid;

/// AES-256-GCM under one key of the process. What is sealed is bound to its row: moved to another, it does not open.
pub struct SealKey(RandomizedNonceKey);

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("could not use the key to seal with")]
    Key,
    #[error("could not seal a secret")]
    Seal,
    #[error("could not open a sealed secret: is SEAL_KEY the one it was sealed with?")]
    Open,
}

impl SealKey {
    pub fn new(key: &SecretBox<[u8; 32]>) -> Result<Self, SealError> {
        RandomizedNonceKey::new(&AES_256_GCM, key.expose_secret()).map(Self).map_err(|_| SealError::Key)
    }

    /// Seals a secret of one row: nonce, then ciphertext and tag.
    pub fn seal(&self, row: Uuid, secret: &SecretString) -> Result<Vec<u8>, SealError> {
        let mut sealed = secret.expose_secret().as_bytes().to_vec();
        let nonce = self
            .0
            .seal_in_place_append_tag(Aad::from(row.as_bytes()), &mut sealed)
            .map_err(|_| SealError::Seal)?;
        Ok([nonce.as_ref().as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for the same row.
    pub fn open(&self, row: Uuid, sealed: &[u8]) -> Result<SecretString, SealError> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE_LEN).ok_or(SealError::Open)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Open)?;
        let mut opened = ciphertext.to_vec();
        let secret = self
            .0
            .open_in_place(nonce, Aad::from(row.as_bytes()), &mut opened)
            .map_err(|_| SealError::Open)?;
        let secret = std::str::from_utf8(secret).map_err(|_| SealError::Open)?;
        Ok(SecretString::from(secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SealKey {
        SealKey::new(&SecretBox::new(Box::new([byte; 32]))).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_again() {
        let row = Uuid::from_u128(7);
        let sealed = key(1).seal(row, &"s3cret".into()).unwrap();
        assert_eq!(key(1).open(row, &sealed).unwrap().expose_secret(), "s3cret");
        assert!(!sealed.windows(6).any(|window| window == b"s3cret"));
    }

    #[test]
    fn another_key_another_row_or_another_byte_does_not_open_it() {
        let row = Uuid::from_u128(7);
        let mut sealed = key(1).seal(row, &"s3cret".into()).unwrap();
        assert_eq!(key(2).open(row, &sealed).err(), Some(SealError::Open));
        assert_eq!(key(1).open(Uuid::from_u128(8), &sealed).err(), Some(SealError::Open));
        sealed[20] ^= 1;
        assert_eq!(key(1).open(row, &sealed).err(), Some(SealError::Open));
        assert_eq!(key(1).open(row, b"short").err(), Some(SealError::Open));
    }
}
