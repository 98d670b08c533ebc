use std::num::NonZeroU32;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Deserializer};
use url::Url;

use super::{SettingsError, parse};

const APP_USER: &str = "callflex_app";
const SYSTEM_USER: &str = "callflex_system";

/// Postgres: three roles, one pool a role.
#[derive(Clone, Debug, Deserialize)]
pub struct Database {
    #[serde(deserialize_with = "postgres_url")]
    url: Option<SecretString>,
    #[serde(deserialize_with = "postgres_url")]
    app_url: Option<SecretString>,
    #[serde(deserialize_with = "postgres_url")]
    system_url: Option<SecretString>,
    #[serde(deserialize_with = "parse::number")]
    pub max_connections: NonZeroU32,
    #[serde(deserialize_with = "parse::number")]
    pub min_connections: u32,
    #[serde(deserialize_with = "parse::duration")]
    pub connect_timeout: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub acquire_timeout: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub statement_timeout: Duration,
}

impl Database {
    /// Shows the address of the schema's owner, which only migrations use.
    pub fn owner_url(&self) -> Result<&SecretString, SettingsError> {
        self.url.as_ref().ok_or(SettingsError::Missing { variable: "DATABASE_URL", key: "database.url" })
    }

    /// Shows the address of the role that sees one organization at a time.
    pub fn app_url(&self) -> Result<SecretString, SettingsError> {
        match &self.app_url {
            Some(url) => Ok(url.clone()),
            None => self.derive(APP_USER, "DATABASE_APP_URL", "database.app_url"),
        }
    }

    /// Shows the address of the role that works across organizations.
    pub fn system_url(&self) -> Result<SecretString, SettingsError> {
        match &self.system_url {
            Some(url) => Ok(url.clone()),
            None => self.derive(SYSTEM_USER, "DATABASE_SYSTEM_URL", "database.system_url"),
        }
    }

    /// Whether a role's address comes from the owner's, password included: fine in development only.
    pub fn roles_are_derived(&self) -> bool {
        self.app_url.is_none() || self.system_url.is_none()
    }

    fn derive(
        &self,
        user: &str,
        variable: &'static str,
        key: &'static str,
    ) -> Result<SecretString, SettingsError> {
        let missing = SettingsError::Missing { variable, key };
        let Ok(mut url) = Url::parse(self.owner_url()?.expose_secret()) else {
            return Err(missing);
        };
        match url.set_username(user) {
            Ok(()) => Ok(SecretString::from(url.to_string())),
            Err(()) => Err(missing),
        }
    }
}

fn postgres_url<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SecretString>, D::Error> {
    parse::optional_secret_url(value, &["postgres", "postgresql"])
}
