use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{SettingsError, parse};

/// At least 32 bytes: an HMAC-SHA-256 key shorter than its output is weaker than the algorithm.
const MIN_JWT_SECRET_BYTES: usize = 32;

/// The keys of this installation.
#[derive(Clone, Debug, Deserialize)]
pub struct Security {
    #[serde(deserialize_with = "jwt_secret")]
    jwt_secret: Option<SecretString>,
    #[serde(deserialize_with = "seal_key")]
    seal_key: Option<Arc<SecretBox<[u8; 32]>>>,
    #[serde(deserialize_with = "parse::duration")]
    pub jwt_ttl: Duration,
}

impl Security {
    /// Shows the key that signs people's tokens.
    pub fn jwt_secret(&self) -> Result<&SecretString, SettingsError> {
        let missing = SettingsError::Missing { variable: "JWT_SECRET", key: "security.jwt_secret" };
        self.jwt_secret.as_ref().ok_or(missing)
    }

    /// Shows the key that seals secrets in the database.
    pub fn seal_key(&self) -> Result<&SecretBox<[u8; 32]>, SettingsError> {
        let missing = SettingsError::Missing { variable: "SEAL_KEY", key: "security.seal_key" };
        self.seal_key.as_deref().ok_or(missing)
    }
}

fn jwt_secret<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SecretString>, D::Error> {
    match parse::optional_secret(value)? {
        Some(secret) if secret.expose_secret().len() < MIN_JWT_SECRET_BYTES => {
            Err(D::Error::custom(format!("is shorter than {MIN_JWT_SECRET_BYTES} bytes")))
        }
        secret => Ok(secret),
    }
}

type SealKey = Arc<SecretBox<[u8; 32]>>;

fn seal_key<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SealKey>, D::Error> {
    let Some(text) = parse::optional_secret(value)? else {
        return Ok(None);
    };
    let bytes = BASE64_STANDARD.decode(text.expose_secret()).ok();
    match bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
        Some(key) => Ok(Some(Arc::new(SecretBox::new(Box::new(key))))),
        None => Err(D::Error::custom("is not 32 bytes in base64")),
    }
}
