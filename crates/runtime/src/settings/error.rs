use std::fmt;
use std::path::PathBuf;

/// Why settings can't be used. The text names the key and where its value came from, never a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{origin}: {problem}")]
    Wrong { origin: Origin, problem: String },
    #[error("{variable}: not set (or {key} in a settings file)")]
    Missing { variable: &'static str, key: &'static str },
    #[error("could not read the settings file {}", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{variable}: could not read {}", path.display())]
    SecretFile {
        variable: String,
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

/// Where a value was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default { key: String },
    File { path: PathBuf, key: String },
    Variable { name: String },
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default { key } => write!(formatter, "built-in default: {key}"),
            Self::File { path, key } => write!(formatter, "{}: {key}", path.display()),
            Self::Variable { name } => formatter.write_str(name),
        }
    }
}
