//! Secrets of tenants, sealed before they are stored.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use domain::OrganizationId;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use uuid::Uuid;

/// The place that a sealed secret is bound to: moved to any other, it does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedIn {
    pub organization: OrganizationId,
    pub row: Uuid,
    pub column: &'static str,
}

impl SealedIn {
    fn as_aad(self) -> Aad<Vec<u8>> {
        Aad::from([self.organization.0.as_bytes(), self.row.as_bytes(), self.column.as_bytes()].concat())
    }
}

/// AES-256-GCM under one key of the process.
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

    /// Seals a secret: nonce, then ciphertext and tag.
    pub fn seal(&self, place: SealedIn, secret: &SecretString) -> Result<Vec<u8>, SealError> {
        let mut sealed = secret.expose_secret().as_bytes().to_vec();
        let nonce =
            self.0.seal_in_place_append_tag(place.as_aad(), &mut sealed).map_err(|_| SealError::Seal)?;
        Ok([nonce.as_ref().as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for the same place.
    pub fn open(&self, place: SealedIn, sealed: &[u8]) -> Result<SecretString, SealError> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE_LEN).ok_or(SealError::Open)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Open)?;
        let mut opened = ciphertext.to_vec();
        let secret = self.0.open_in_place(nonce, place.as_aad(), &mut opened).map_err(|_| SealError::Open)?;
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

    fn place(row: u128) -> SealedIn {
        SealedIn {
            organization: OrganizationId(Uuid::from_u128(1)),
            row: Uuid::from_u128(row),
            column: "api_key",
        }
    }

    #[test]
    fn what_is_sealed_opens_again() {
        let sealed = key(1).seal(place(7), &"s3cret".into()).unwrap();
        assert_eq!(key(1).open(place(7), &sealed).unwrap().expose_secret(), "s3cret");
        assert!(!sealed.windows(6).any(|window| window == b"s3cret"));
    }

    #[test]
    fn another_key_another_place_or_another_byte_does_not_open_it() {
        let mut sealed = key(1).seal(place(7), &"s3cret".into()).unwrap();
        assert_eq!(key(2).open(place(7), &sealed).err(), Some(SealError::Open));
        let other_organization = OrganizationId(Uuid::from_u128(2));
        for other in [
            place(8),
            SealedIn { organization: other_organization, ..place(7) },
            SealedIn { column: "webhook_secret", ..place(7) },
        ] {
            assert_eq!(key(1).open(other, &sealed).err(), Some(SealError::Open), "{other:?}");
        }
        sealed[20] ^= 1;
        assert_eq!(key(1).open(place(7), &sealed).err(), Some(SealError::Open));
        assert_eq!(key(1).open(place(7), b"short").err(), Some(SealError::Open));
    }
}
