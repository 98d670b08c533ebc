//! Postgres: three roles, one pool a role.

use std::num::NonZeroU32;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::value::{FromText, secret_url};
use super::{Section, SettingsError};

const APP_USER: &str = "callflex_app";
const SYSTEM_USER: &str = "callflex_system";

crate::settings_of! {
    pub struct Database {
        url: Option<PostgresUrl>,
        app_url: Option<PostgresUrl>,
        system_url: Option<PostgresUrl>,
        pub max_connections: NonZeroU32,
        pub min_connections: u32,
        pub connect_timeout: Duration,
        pub acquire_timeout: Duration,
        pub statement_timeout: Duration,
    }
}

#[derive(Clone, Debug)]
struct PostgresUrl(SecretString);

impl FromText for PostgresUrl {
    fn from_text(text: String) -> Result<Self, String> {
        secret_url(text, &["postgres", "postgresql"]).map(Self)
    }
}

impl Section for Database {
    const NAME: &'static str = "database";

    fn contradiction(&self) -> Option<(&'static str, String)> {
        let most = self.max_connections;
        (self.min_connections > most.get())
            .then(|| ("min_connections", format!("is more than max_connections ({most})")))
    }
}

impl Database {
    /// Shows the address of the schema's owner, which only migrations use.
    pub fn owner_url(&self) -> Result<&SecretString, SettingsError> {
        let missing = SettingsError::Missing { variable: "DATABASE_URL", key: "database.url" };
        self.url.as_ref().map(|url| &url.0).ok_or(missing)
    }

    /// Shows the address of the role that sees one organization at a time.
    pub fn app_url(&self) -> Result<SecretString, SettingsError> {
        match &self.app_url {
            Some(url) => Ok(url.0.clone()),
            None => self.derive(APP_USER, "DATABASE_APP_URL", "database.app_url"),
        }
    }

    /// Shows the address of the role that works across organizations.
    pub fn system_url(&self) -> Result<SecretString, SettingsError> {
        match &self.system_url {
            Some(url) => Ok(url.0.clone()),
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
