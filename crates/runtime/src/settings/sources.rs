//! The sources of settings laid over one another, with memory of where each value came from.

use std::collections::BTreeMap;
use std::path::Path;

use config::{Config, ConfigError, File, FileFormat, Source as _, Value, ValueKind};

use super::{Origin, Settings, SettingsError};

const DEFAULTS: &str = include_str!("../../../../deploy/config/default.toml");
const PREFIX: &str = "CALLFLEX__";
const SEPARATOR: &str = "__";

/// Variables that people and platforms know under these names.
pub(super) const KNOWN_NAMES: [(&str, &str); 19] = [
    ("AMQP_URL", "bus.url"),
    ("API_URL", "api_url"),
    ("APP_URL", "app_url"),
    ("DATABASE_APP_URL", "database.app_url"),
    ("DATABASE_SYSTEM_URL", "database.system_url"),
    ("DATABASE_URL", "database.url"),
    ("JWT_SECRET", "security.jwt_secret"),
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "telemetry.otlp_endpoint"),
    ("RESEND_API_KEY", "resend.api_key"),
    ("RESEND_BASE_URL", "resend.base_url"),
    ("SEAL_KEY", "security.seal_key"),
    ("STRIPE_WEBHOOK_SECRET", "stripe.webhook_secret"),
    ("TWILIO_ACCOUNT_SID", "twilio.account_sid"),
    ("TWILIO_AUTH_TOKEN", "twilio.auth_token"),
    ("TWILIO_BASE_URL", "twilio.base_url"),
    ("TWILIO_SMS_FROM", "twilio.sms_from"),
    ("VAPI_API_KEY", "vapi.api_key"),
    ("VAPI_BASE_URL", "vapi.base_url"),
    ("VAPI_WEBHOOK_SECRET", "vapi.webhook_secret"),
];

/// One value a key (`section.key`), the latest source's.
pub(super) struct Sources {
    entries: BTreeMap<String, (Value, Origin)>,
}

impl Sources {
    pub(super) fn collect(
        variables: impl IntoIterator<Item = (String, String)>,
        file: Option<&Path>,
    ) -> Result<Self, SettingsError> {
        let mut sources = Self { entries: BTreeMap::new() };
        sources.add_defaults()?;
        if let Some(path) = file {
            sources.add_file(path)?;
        }
        // An empty variable is how Compose and Kubernetes hand on one that isn't set.
        let variables: BTreeMap<String, String> =
            variables.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        for (name, value) in &variables {
            if let Some(rest) = name.strip_prefix(PREFIX) {
                sources.add_variable(name, &rest.replace(SEPARATOR, ".").to_lowercase(), value)?;
            }
        }
        for (name, key) in KNOWN_NAMES {
            if let Some(value) = variables.get(name) {
                sources.add_variable(name, key, value)?;
            }
        }
        Ok(sources)
    }

    pub(super) fn deserialize(&self) -> Result<Settings, SettingsError> {
        let mut builder = Config::builder();
        for (key, (value, _)) in &self.entries {
            builder = builder.set_override(key, value.clone()).map_err(|error| self.explain(&error))?;
        }
        builder.build().and_then(Config::try_deserialize).map_err(|error| self.explain(&error))
    }

    pub(super) fn wrong(&self, key: &str, problem: String) -> SettingsError {
        let origin = match self.entries.get(key) {
            Some((_, origin)) => origin.clone(),
            None => Origin::Default { key: key.to_owned() },
        };
        SettingsError::Wrong { origin, problem }
    }

    fn add_defaults(&mut self) -> Result<(), SettingsError> {
        let root = Origin::Default { key: String::new() };
        for (key, value) in leaves(DEFAULTS, &root)? {
            let origin = Origin::Default { key: key.clone() };
            self.entries.insert(key, (value, origin));
        }
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), SettingsError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| SettingsError::File { path: path.to_owned(), source })?;
        let root = Origin::File { path: path.to_owned(), key: "whole file".to_owned() };
        for (key, value) in leaves(&text, &root)? {
            let origin = Origin::File { path: path.to_owned(), key: key.clone() };
            self.replace(&key, value, origin)?;
        }
        Ok(())
    }

    fn add_variable(&mut self, name: &str, key: &str, value: &str) -> Result<(), SettingsError> {
        let origin = Origin::Variable { name: name.to_owned() };
        self.replace(key, Value::new(None, ValueKind::String(value.to_owned())), origin)
    }

    /// The defaults hold every key, so a key that isn't among them is a mistake.
    fn replace(&mut self, key: &str, value: Value, origin: Origin) -> Result<(), SettingsError> {
        match self.entries.get_mut(key) {
            Some(entry) => {
                *entry = (value, origin);
                Ok(())
            }
            None => Err(SettingsError::Wrong { origin, problem: "there is no such setting".to_owned() }),
        }
    }

    fn explain(&self, error: &ConfigError) -> SettingsError {
        let (key, problem) = key_and_problem(error);
        let key = key.split('[').next().unwrap_or_default();
        self.wrong(key, problem)
    }
}

fn leaves(toml: &str, root: &Origin) -> Result<Vec<(String, Value)>, SettingsError> {
    let tables = File::from_str(toml, FileFormat::Toml).collect().map_err(|error| SettingsError::Wrong {
        origin: root.clone(),
        problem: format!("not valid TOML: {error}"),
    })?;
    let mut found = Vec::new();
    for (key, value) in tables {
        flatten(key, value, &mut found);
    }
    Ok(found)
}

fn flatten(key: String, value: Value, found: &mut Vec<(String, Value)>) {
    match value.kind {
        ValueKind::Table(table) => {
            for (name, inner) in table {
                flatten(format!("{key}.{name}"), inner, found);
            }
        }
        _ => found.push((key, value)),
    }
}

fn key_and_problem(error: &ConfigError) -> (String, String) {
    match error {
        ConfigError::At { error, key, .. } => {
            let (inner, problem) = key_and_problem(error);
            (key.clone().unwrap_or(inner), problem)
        }
        ConfigError::Type { unexpected, expected, key, .. } => {
            // Only a list or table where text belongs gets here, so that no secret is shown.
            (key.clone().unwrap_or_default(), format!("{unexpected} is not {expected}"))
        }
        other => (String::new(), other.to_string()),
    }
}
