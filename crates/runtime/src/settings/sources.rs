//! The sources of settings laid over one another, with memory of where each value came from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use config::{Config, ConfigError, File, FileFormat, Source as _, Value, ValueKind};

use super::known_names::known_names;
use super::{Origin, Section, Setting, SettingsError, secret_file};

const DEFAULTS: &str = include_str!("../../../../deploy/config/default.toml");
const PREFIX: &str = "CALLFLEX__";
const SEPARATOR: &str = "__";
/// At the end of a secret's variable: what it names is a file that holds the value.
const FILE_SUFFIX: &str = "_FILE";

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
        let mut variables: BTreeMap<String, String> = variables.into_iter().collect();
        variables.retain(|_, value| !value.is_empty());
        let known_names = known_names(DEFAULTS);
        for known in known_names.iter().filter(|known| known.is_secret) {
            for name in [prefixed(&known.key), known.name.to_owned()] {
                let name = format!("{name}{FILE_SUFFIX}");
                if let Some(path) = variables.remove(&name) {
                    sources.add_secret_file(&name, &known.key, Path::new(&path))?;
                }
            }
        }
        for (name, value) in &variables {
            if let Some(rest) = name.strip_prefix(PREFIX) {
                sources.add_variable(name, &rest.replace(SEPARATOR, ".").to_lowercase(), value)?;
            }
        }
        for known in &known_names {
            if let Some(value) = variables.get(known.name) {
                sources.add_variable(known.name, &known.key, value)?;
            }
        }
        Ok(sources)
    }

    /// Reads one section, and checks it as a whole.
    pub(super) fn section<T: Section>(&self) -> Result<T, SettingsError> {
        let mut builder = Config::builder();
        for (key, (value, _)) in &self.entries {
            if let Some(key) = within(T::NAME, key) {
                let set = builder.set_override(key, value.clone());
                builder = set.map_err(|error| self.explain(T::NAME, &error))?;
            }
        }
        let section: T = builder
            .build()
            .and_then(Config::try_deserialize)
            .map_err(|error| self.explain(T::NAME, &error))?;
        match section.contradiction() {
            Some((key, problem)) => Err(self.wrong(&full(T::NAME, key), problem)),
            None => Ok(section),
        }
    }

    /// Reads one value by its whole key.
    pub(super) fn value<T: Setting>(&self, key: &str) -> Result<T, SettingsError> {
        let Some((value, _)) = self.entries.get(key) else {
            return Err(self.wrong(key, "there is no such setting".to_owned()));
        };
        T::read(value.clone()).map_err(|error| self.wrong(key, key_and_problem(&error).1))
    }

    fn wrong(&self, key: &str, problem: String) -> SettingsError {
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

    /// An empty file counts as absent, as an empty variable does.
    fn add_secret_file(&mut self, name: &str, key: &str, path: &Path) -> Result<(), SettingsError> {
        let text = secret_file::read(path).map_err(|source| SettingsError::SecretFile {
            variable: name.to_owned(),
            path: path.to_owned(),
            source,
        })?;
        if text.is_empty() { Ok(()) } else { self.add_variable(name, key, &text) }
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

    fn explain(&self, section: &str, error: &ConfigError) -> SettingsError {
        let (key, problem) = key_and_problem(error);
        let key = key.split('[').next().unwrap_or_default();
        self.wrong(&full(section, key), problem)
    }
}

/// Values may be secret.
impl fmt::Debug for Sources {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sources").finish_non_exhaustive()
    }
}

/// A key without its section, if it is in that section; the nameless section has the keys before all others.
fn within<'a>(section: &str, key: &'a str) -> Option<&'a str> {
    if section.is_empty() {
        return Some(key).filter(|key| !key.contains('.'));
    }
    key.strip_prefix(section)?.strip_prefix('.')
}

/// The variable of any setting: `bus.url` is `CALLFLEX__BUS__URL`.
fn prefixed(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', SEPARATOR).to_uppercase())
}

fn full(section: &str, key: &str) -> String {
    if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") }
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
