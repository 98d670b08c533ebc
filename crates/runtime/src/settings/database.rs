//! Postgres: the owner and four roles, one pool a role.

use std::num::NonZeroU32;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::value::{FromText, secret_url};
use super::{Section, SettingsError};

const APP_USER: &str = "callflex_app";
const SYSTEM_USER: &str = "callflex_system";
const IDENTITY_USER: &str = "callflex_identity";
const RETENTION_USER: &str = "callflex_retention";

crate::settings_of! {
    pub struct Database {
        url: Option<PostgresUrl>,
        app_url: Option<PostgresUrl>,
        system_url: Option<PostgresUrl>,
        identity_url: Option<PostgresUrl>,
        retention_url: Option<PostgresUrl>,
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
        self.role_url(self.app_url.as_ref(), APP_USER, "DATABASE_APP_URL", "database.app_url")
    }

    /// Shows the address of the role that works across organizations.
    pub fn system_url(&self) -> Result<SecretString, SettingsError> {
        self.role_url(self.system_url.as_ref(), SYSTEM_USER, "DATABASE_SYSTEM_URL", "database.system_url")
    }

    /// Shows the address of the role of sign-in and administration.
    pub fn identity_url(&self) -> Result<SecretString, SettingsError> {
        let given = self.identity_url.as_ref();
        self.role_url(given, IDENTITY_USER, "DATABASE_IDENTITY_URL", "database.identity_url")
    }

    /// Shows the address of the role that deletes what is old enough.
    pub fn retention_url(&self) -> Result<SecretString, SettingsError> {
        let given = self.retention_url.as_ref();
        self.role_url(given, RETENTION_USER, "DATABASE_RETENTION_URL", "database.retention_url")
    }

    /// Whether roles' addresses come from the owner's, password included: fine in development only. A process that
    /// is not given the owner's derives none.
    pub fn roles_are_derived(&self) -> bool {
        self.url.is_some() && self.given().iter().any(Option::is_none)
    }

    fn is_any_given(&self) -> bool {
        self.given().iter().any(Option::is_some)
    }

    fn given(&self) -> [Option<&PostgresUrl>; 4] {
        [&self.app_url, &self.system_url, &self.identity_url, &self.retention_url].map(Option::as_ref)
    }

    /// The address that was given, or else the owner's with the role as its user.
    fn role_url(
        &self,
        given: Option<&PostgresUrl>,
        user: &str,
        variable: &'static str,
        key: &'static str,
    ) -> Result<SecretString, SettingsError> {
        if let Some(url) = given {
            return Ok(url.0.clone());
        }
        let missing = SettingsError::Missing { variable, key };
        let owner = match self.owner_url() {
            Ok(owner) => owner,
            // Where another role's address is given, this one's is what is missing.
            Err(_) if self.is_any_given() => return Err(missing),
            Err(error) => return Err(error),
        };
        let Ok(mut url) = Url::parse(owner.expose_secret()) else {
            return Err(missing);
        };
        match url.set_username(user) {
            Ok(()) => Ok(SecretString::from(url.to_string())),
            Err(()) => Err(missing),
        }
    }
}
