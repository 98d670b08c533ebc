//! The keys of this installation.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

use super::value::FromText;
use super::{Section, SettingsError, former_defaults};

/// At least 32 bytes: an HMAC-SHA-256 key shorter than its output is weaker than the algorithm.
const MIN_JWT_SECRET_BYTES: usize = 32;

/// At most 10 minutes: a token can't be revoked.
const MAX_JWT_TTL: Duration = Duration::from_mins(10);

crate::settings_of! {
    pub struct Security {
        jwt_secret: Option<JwtSecret>,
        jwt_secret_previous: Option<JwtSecret>,
        seal_key: Option<SealKey>,
        seal_key_previous: Vec<PreviousSealKey>,
        pub jwt_ttl: Duration,
    }
}

#[derive(Clone, Debug)]
struct JwtSecret(SecretString);

#[derive(Clone, Debug)]
struct SealKey(Arc<SecretBox<[u8; 32]>>);

/// A key of its own kind: one that must not seal any more may still be needed to open.
#[derive(Clone, Debug)]
struct PreviousSealKey(SealKey);

impl FromText for JwtSecret {
    fn from_text(text: String) -> Result<Self, String> {
        if text.len() < MIN_JWT_SECRET_BYTES {
            return Err(format!("is shorter than {MIN_JWT_SECRET_BYTES} bytes"));
        }
        if former_defaults::is_jwt_secret(&text) {
            return Err(former_defaults::KEY.to_owned());
        }
        Ok(Self(text.into()))
    }
}

impl FromText for SealKey {
    fn from_text(text: String) -> Result<Self, String> {
        Self::decode(text)
    }
}

impl FromText for PreviousSealKey {
    fn from_text(text: String) -> Result<Self, String> {
        SealKey::decode(text).map(Self)
    }
}

impl SealKey {
    fn decode(text: String) -> Result<Self, String> {
        let text = SecretString::from(text);
        let bytes = BASE64_STANDARD.decode(text.expose_secret()).ok();
        match bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
            Some(key) if former_defaults::is_seal_key(&key) => Err(former_defaults::KEY.to_owned()),
            Some(key) => Ok(Self(Arc::new(SecretBox::new(Box::new(key))))),
            None => Err("is not 32 bytes in base64".to_owned()),
        }
    }
}

impl Section for Security {
    const NAME: &'static str = "security";

    fn contradiction(&self) -> Option<(&'static str, String)> {
        (self.jwt_ttl > MAX_JWT_TTL).then(|| ("jwt_ttl", "is longer than ten minutes (10m)".to_owned()))
    }
}

impl Security {
    /// Shows the key that signs people's tokens.
    pub fn jwt_secret(&self) -> Result<&SecretString, SettingsError> {
        let missing = SettingsError::Missing { variable: "JWT_SECRET", key: "security.jwt_secret" };
        self.jwt_secret.as_ref().map(|secret| &secret.0).ok_or(missing)
    }

    /// Shows the key that signed people's tokens before, whose tokens are still taken.
    pub fn jwt_secret_previous(&self) -> Option<&SecretString> {
        self.jwt_secret_previous.as_ref().map(|secret| &secret.0)
    }

    /// Shows the key that seals secrets in the database.
    pub fn seal_key(&self) -> Result<&SecretBox<[u8; 32]>, SettingsError> {
        let missing = SettingsError::Missing { variable: "SEAL_KEY", key: "security.seal_key" };
        self.seal_key.as_ref().map(|key| &*key.0).ok_or(missing)
    }

    /// Shows the keys that sealed secrets before, which only open them.
    pub fn seal_keys_previous(&self) -> impl Iterator<Item = &SecretBox<[u8; 32]>> {
        self.seal_key_previous.iter().map(|key| &*key.0.0)
    }
}
