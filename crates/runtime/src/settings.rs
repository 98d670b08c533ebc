//! What an operator may change. `deploy/config/default.toml` is the manual.

mod bus;
mod database;
mod error;
mod parse;
mod providers;
mod security;
mod services;
mod sources;
mod telemetry;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

pub use self::bus::Bus;
pub use self::database::Database;
pub use self::error::{Origin, SettingsError};
pub use self::providers::{Resend, Stripe, Twilio, Vapi};
pub use self::security::Security;
pub use self::services::{Gateway, Limits, Rate, Service, VapiSync, WebhookIngest};
pub use self::telemetry::{LogFormat, Telemetry};

/// 7.5 seconds: Vapi gives a call up whose `assistant-request` is not answered by then, which can't be changed.
const VAPI_ROUTING_LIMIT: Duration = Duration::from_millis(7_500);

/// At least 48 hours: the archive is dropped by the day, and today is never over.
const ARCHIVE_AT_LEAST: Duration = Duration::from_hours(48);

/// All settings of a process, checked.
#[derive(Clone, Debug, Deserialize)]
pub struct Settings {
    #[serde(deserialize_with = "parse::url")]
    pub app_url: Url,
    #[serde(deserialize_with = "parse::url")]
    pub api_url: Url,
    pub database: Database,
    pub bus: Bus,
    pub gateway: Gateway,
    pub webhook_ingest: WebhookIngest,
    pub call_processor: Service,
    pub notifier: Service,
    pub billing: Service,
    pub vapi_sync: VapiSync,
    pub vapi: Vapi,
    pub twilio: Twilio,
    pub stripe: Stripe,
    pub resend: Resend,
    pub security: Security,
    pub telemetry: Telemetry,
    pub shutdown: Shutdown,
}

/// How a process stops.
#[derive(Clone, Debug, Deserialize)]
pub struct Shutdown {
    #[serde(deserialize_with = "parse::duration")]
    pub deadline: Duration,
}

impl Settings {
    /// Reads the settings of this process: defaults, the file named by `CALLFLEX_CONFIG`, environment.
    pub fn load() -> Result<Self, SettingsError> {
        Self::load_with([])
    }

    /// Reads the settings of this process as if these variables were set too, in place of any that are.
    pub fn load_with(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, SettingsError> {
        let environment = std::env::vars_os()
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()));
        let file = std::env::var_os("CALLFLEX_CONFIG").filter(|path| !path.is_empty());
        Self::from_sources(environment.chain(variables), file.as_deref().map(Path::new))
    }

    /// Reads settings from given variables, the last of a name, and a given file, over the defaults.
    pub fn from_sources(
        variables: impl IntoIterator<Item = (String, String)>,
        file: Option<&Path>,
    ) -> Result<Self, SettingsError> {
        let sources = sources::Sources::collect(variables, file)?;
        let settings: Self = sources.deserialize()?;
        match settings.contradiction() {
            Some((key, problem)) => Err(sources.wrong(key, problem)),
            None => Ok(settings),
        }
    }

    /// Names a value that is fine by itself but not together with another one.
    fn contradiction(&self) -> Option<(&'static str, String)> {
        if self.database.min_connections > self.database.max_connections.get() {
            let most = self.database.max_connections;
            return Some(("database.min_connections", format!("is more than max_connections ({most})")));
        }
        if self.webhook_ingest.max_inflight_bytes < self.webhook_ingest.max_body_bytes {
            let largest = self.webhook_ingest.max_body_bytes;
            return Some((
                "webhook_ingest.max_inflight_bytes",
                format!("is less than max_body_bytes ({largest})"),
            ));
        }
        if self.webhook_ingest.archive_retention.is_some_and(|kept| kept < ARCHIVE_AT_LEAST) {
            return Some(("webhook_ingest.archive_retention", "is less than two days (48h)".to_owned()));
        }
        if self.webhook_ingest.routing_deadline >= VAPI_ROUTING_LIMIT {
            return Some(("webhook_ingest.routing_deadline", "is not below Vapi's limit (7.5s)".to_owned()));
        }
        None
    }
}
