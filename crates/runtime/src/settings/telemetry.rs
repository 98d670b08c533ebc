use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tracing_subscriber::EnvFilter;
use url::Url;

use super::parse;

/// Logs and traces.
#[derive(Clone, Debug, Deserialize)]
pub struct Telemetry {
    #[serde(deserialize_with = "parse::optional_url")]
    pub otlp_endpoint: Option<Url>,
    #[serde(deserialize_with = "directives")]
    pub log: String,
    #[serde(deserialize_with = "log_format")]
    pub log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, else JSON.
    Auto,
    Text,
    Json,
}

fn directives<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let text = String::deserialize(value)?;
    match EnvFilter::builder().parse(&text) {
        Ok(_) => Ok(text),
        Err(error) => Err(D::Error::custom(format!("'{text}' is not a log filter ({error})"))),
    }
}

fn log_format<'de, D: Deserializer<'de>>(value: D) -> Result<LogFormat, D::Error> {
    match String::deserialize(value)?.as_str() {
        "auto" => Ok(LogFormat::Auto),
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        other => Err(D::Error::custom(format!("'{other}' is not auto, text or json"))),
    }
}
