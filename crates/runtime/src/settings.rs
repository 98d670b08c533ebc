//! What an operator may change. `deploy/config/default.toml` is the manual.

mod bus;
mod database;
mod error;
mod former_defaults;
mod known_names;
mod secret_file;
mod section;
mod security;
mod sources;
mod telemetry;
mod value;

#[cfg(test)]
mod secret_tests;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

pub use self::bus::Bus;
pub use self::database::Database;
pub use self::error::{Origin, SettingsError};
pub use self::section::Section;
pub use self::security::Security;
pub use self::telemetry::{LogFilter, LogFormat, Telemetry};
pub use self::value::{Setting, read};

use self::sources::Sources;

/// The settings of a process: what every process needs, and the sections of what it runs, read when they are asked for.
#[derive(Clone, Debug)]
pub struct Settings {
    pub app_url: Url,
    pub api_url: Url,
    pub database: Database,
    pub bus: Bus,
    pub security: Security,
    pub telemetry: Telemetry,
    pub shutdown: Shutdown,
    sources: Arc<Sources>,
}

crate::settings_of! {
    /// Where people and senders reach this installation.
    struct Addresses {
        app_url: Url,
        api_url: Url,
    }
}

crate::settings_of! {
    /// How a process stops.
    pub struct Shutdown {
        pub deadline: Duration,
    }
}

/// The keys that stand before the first section.
impl Section for Addresses {
    const NAME: &'static str = "";
}

impl Section for Shutdown {
    const NAME: &'static str = "shutdown";
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
        let sources = Sources::collect(variables, file)?;
        let Addresses { app_url, api_url } = sources.section()?;
        Ok(Self {
            app_url,
            api_url,
            database: sources.section()?,
            bus: sources.section()?,
            security: sources.section()?,
            telemetry: sources.section()?,
            shutdown: sources.section()?,
            sources: Arc::new(sources),
        })
    }

    /// One value by its whole key, such as `gateway.bind`.
    pub fn value<T: Setting>(&self, key: &str) -> Result<T, SettingsError> {
        self.sources.value(key)
    }

    /// The settings of one area, as the crate defines them that uses them.
    pub fn section<T: Section>(&self) -> Result<T, SettingsError> {
        self.sources.section()
    }
}
