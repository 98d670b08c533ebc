//! Secrets of tenants, sealed before they are stored.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use domain::OrganizationId;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use uuid::Uuid;

/// How a sealed secret begins: the version of its form, then the id of its key. One of the form before begins
/// with its nonce; one in four billion of those begins with the same bytes, so such a one is read both ways.
const VERSION: [u8; 4] = *b"cfs\x01";

/// 8 bytes: enough to tell a handful of keys apart, and far too few to say anything of one.
const KEY_ID_LEN: usize = 8;

/// The place that a sealed secret is bound to: moved to any other, it does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedIn {
    pub organization: OrganizationId,
    pub row: Uuid,
    pub column: &'static str,
}

impl SealedIn {
    /// `header` is what stands before the nonce; nothing in the form before.
    fn as_aad(self, header: &[u8]) -> Aad<Vec<u8>> {
        let place = [self.organization.0.as_bytes().as_slice(), self.row.as_bytes(), self.column.as_bytes()];
        Aad::from([header, &place.concat()].concat())
    }
}

/// Which key a secret is sealed with. It says nothing of the key itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyId([u8; KEY_ID_LEN]);

impl KeyId {
    fn of(key: &SecretBox<[u8; 32]>) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.expose_secret());
        let id = hmac::sign(&key, b"callflex: id of a sealing key, 1");
        Self(id.as_ref().first_chunk().copied().unwrap_or_default())
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// AES-256-GCM under one key, and those from before, under which nothing is sealed any more.
pub struct SealKey {
    current: Key,
    previous: Vec<Key>,
}

struct Key {
    id: KeyId,
    cipher: RandomizedNonceKey,
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealKey({})", self.current.id)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("could not use the key to seal with")]
    Key,
    #[error("could not seal a secret")]
    Seal,
    #[error("could not open a sealed secret: is SEAL_KEY, or SEAL_KEY_PREVIOUS, the one it was sealed with?")]
    Open,
    #[error("could not open a secret: it was sealed with the key {0}, which is not in SEAL_KEY_PREVIOUS")]
    UnknownKey(KeyId),
}

impl SealKey {
    pub fn new(key: &SecretBox<[u8; 32]>) -> Result<Self, SealError> {
        Ok(Self { current: Key::new(key)?, previous: Vec::new() })
    }

    /// Opens what these keys sealed as well.
    pub fn with_previous<'a>(
        mut self,
        previous: impl IntoIterator<Item = &'a SecretBox<[u8; 32]>>,
    ) -> Result<Self, SealError> {
        for key in previous {
            self.previous.push(Key::new(key)?);
        }
        Ok(self)
    }

    /// The key that secrets are sealed with.
    pub fn id(&self) -> KeyId {
        self.current.id
    }

    /// Seals a secret: version, id of the key, nonce, then ciphertext and tag.
    pub fn seal(&self, place: SealedIn, secret: &SecretString) -> Result<Vec<u8>, SealError> {
        let header = [VERSION.as_slice(), &self.current.id.0].concat();
        let mut sealed = secret.expose_secret().as_bytes().to_vec();
        let nonce = self
            .current
            .cipher
            .seal_in_place_append_tag(place.as_aad(&header), &mut sealed)
            .map_err(|_| SealError::Seal)?;
        Ok([header.as_slice(), nonce.as_ref().as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for the same place, in this form or in the one before.
    pub fn open(&self, place: SealedIn, sealed: &[u8]) -> Result<SecretString, SealError> {
        let Some(Header { key_id, bytes, rest }) = Header::read(sealed) else {
            return self.open_without_header(place, sealed).ok_or(SealError::Open);
        };
        let named = self.keys().find(|key| key.id == key_id);
        named
            .and_then(|key| key.open(place.as_aad(bytes), rest))
            .or_else(|| self.open_without_header(place, sealed))
            .ok_or(if named.is_some() { SealError::Open } else { SealError::UnknownKey(key_id) })
    }

    /// Whether a secret is of this form, and of the key that secrets are sealed with.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        Header::read(sealed).is_some_and(|header| header.key_id == self.current.id)
    }

    fn open_without_header(&self, place: SealedIn, sealed: &[u8]) -> Option<SecretString> {
        self.keys().find_map(|key| key.open(place.as_aad(&[]), sealed))
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}

impl Key {
    fn new(key: &SecretBox<[u8; 32]>) -> Result<Self, SealError> {
        let cipher =
            RandomizedNonceKey::new(&AES_256_GCM, key.expose_secret()).map_err(|_| SealError::Key)?;
        Ok(Self { id: KeyId::of(key), cipher })
    }

    fn open(&self, aad: Aad<Vec<u8>>, sealed: &[u8]) -> Option<SecretString> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut opened = ciphertext.to_vec();
        let secret = self.cipher.open_in_place(nonce, aad, &mut opened).ok()?;
        Some(SecretString::from(std::str::from_utf8(secret).ok()?))
    }
}

/// What stands before the nonce.
struct Header<'a> {
    key_id: KeyId,
    bytes: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(sealed: &'a [u8]) -> Option<Self> {
        let (bytes, rest) = sealed.split_at_checked(VERSION.len() + KEY_ID_LEN)?;
        let key_id = bytes.strip_prefix(&VERSION)?.try_into().ok()?;
        Some(Self { key_id: KeyId(key_id), bytes, rest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(byte: u8) -> SecretBox<[u8; 32]> {
        SecretBox::new(Box::new([byte; 32]))
    }

    fn key(byte: u8) -> SealKey {
        SealKey::new(&bytes(byte)).unwrap()
    }

    fn place(row: u128) -> SealedIn {
        SealedIn {
            organization: OrganizationId(Uuid::from_u128(1)),
            row: Uuid::from_u128(row),
            column: "api_key",
        }
    }

    /// As secrets were sealed before they had a version: nonce, ciphertext, tag.
    fn sealed_before(byte: u8, place: SealedIn, secret: &str) -> Vec<u8> {
        let cipher = RandomizedNonceKey::new(&AES_256_GCM, &[byte; 32]).unwrap();
        let mut sealed = secret.as_bytes().to_vec();
        let nonce = cipher.seal_in_place_append_tag(place.as_aad(&[]), &mut sealed).unwrap();
        [nonce.as_ref().as_slice(), &sealed].concat()
    }

    fn opened(key: &SealKey, sealed: &[u8]) -> Result<String, SealError> {
        key.open(place(7), sealed).map(|secret| secret.expose_secret().to_owned())
    }

    #[test]
    fn what_is_sealed_opens_again() {
        let sealed = key(1).seal(place(7), &"s3cret".into()).unwrap();
        assert_eq!(opened(&key(1), &sealed).as_deref(), Ok("s3cret"));
        assert!(!sealed.windows(6).any(|window| window == b"s3cret"));
    }

    #[test]
    fn a_sealed_secret_names_its_version_and_its_key() {
        let sealed = key(1).seal(place(7), &"s3cret".into()).unwrap();
        assert_eq!(sealed[..4], VERSION);
        assert_eq!(sealed[4..12], key(1).id().0);
        assert_ne!(key(1).id(), key(2).id());
        assert!(key(1).is_current(&sealed) && !key(2).is_current(&sealed));
        assert!(!key(1).is_current(&sealed_before(1, place(7), "s3cret")));
    }

    #[test]
    fn a_secret_of_the_form_before_still_opens() {
        let sealed = sealed_before(1, place(7), "s3cret");
        assert_eq!(opened(&key(1), &sealed).as_deref(), Ok("s3cret"));
        assert_eq!(opened(&key(2), &sealed), Err(SealError::Open));
        assert_eq!(key(1).open(place(8), &sealed).err(), Some(SealError::Open));
    }

    #[test]
    fn a_previous_key_opens_and_seals_nothing() {
        let both = key(2).with_previous([&bytes(9), &bytes(1)]).unwrap();
        for sealed in [key(1).seal(place(7), &"s3cret".into()).unwrap(), sealed_before(1, place(7), "s3cret")]
        {
            assert_eq!(opened(&both, &sealed).as_deref(), Ok("s3cret"));
            assert!(!both.is_current(&sealed));
        }
        let anew = both.seal(place(7), &"s3cret".into()).unwrap();
        assert_eq!(opened(&key(2), &anew).as_deref(), Ok("s3cret"));
        assert_eq!(opened(&key(1), &anew), Err(SealError::UnknownKey(key(2).id())));
    }

    #[test]
    fn another_key_another_place_or_another_byte_does_not_open_it() {
        let sealed = key(1).seal(place(7), &"s3cret".into()).unwrap();
        assert_eq!(key(2).open(place(7), &sealed).err(), Some(SealError::UnknownKey(key(1).id())));
        let other_organization = OrganizationId(Uuid::from_u128(2));
        for other in [
            place(8),
            SealedIn { organization: other_organization, ..place(7) },
            SealedIn { column: "webhook_secret", ..place(7) },
        ] {
            assert_eq!(key(1).open(other, &sealed).err(), Some(SealError::Open), "{other:?}");
        }
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key(1).open(place(7), &changed).is_err(), "byte {at} is not authenticated");
            assert!(key(1).open(place(7), &sealed[..at]).is_err(), "{at} bytes opened");
        }
    }
}
