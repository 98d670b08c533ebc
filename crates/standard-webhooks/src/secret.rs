//! The key that a sender and a receiver share.

use aws_lc_rs::hmac::{HMAC_SHA256, Key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};

/// The standard's bounds.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    #[error("could not read the secret as base64")]
    Encoding,
    #[error("a secret has 24 to 64 bytes, not {0}")]
    Length(usize),
}

/// A secret of a valid length. `Debug` does not print it.
#[derive(Clone, Debug)]
pub struct Secret(pub(crate) Key);

impl TryFrom<&SecretString> for Secret {
    type Error = SecretError;

    fn try_from(written: &SecretString) -> Result<Self, SecretError> {
        let written = written.expose_secret();
        let bytes = STANDARD
            .decode(written.strip_prefix("whsec_").unwrap_or(written))
            .map_err(|_| SecretError::Encoding)?;
        if !BYTES.contains(&bytes.len()) {
            return Err(SecretError::Length(bytes.len()));
        }
        Ok(Self(Key::new(HMAC_SHA256, &bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Result<Secret, SecretError> {
        Secret::try_from(&SecretString::from(written))
    }

    #[test]
    fn a_secret_is_base64_of_24_to_64_bytes() {
        let of = |length| format!("whsec_{}", STANDARD.encode(vec![7; length]));
        assert!(read(&of(24)).is_ok() && read(&of(64)).is_ok());
        assert!(read(of(24).trim_start_matches("whsec_")).is_ok());
        assert_eq!(read(&of(23)).unwrap_err(), SecretError::Length(23));
        assert_eq!(read(&of(65)).unwrap_err(), SecretError::Length(65));
        assert_eq!(read("whsec_").unwrap_err(), SecretError::Length(0));
        assert_eq!(read("whsec_not base64").unwrap_err(), SecretError::Encoding);
    }
}
