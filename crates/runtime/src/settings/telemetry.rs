//! Logs and traces.

use tracing_subscriber::EnvFilter;
use url::Url;

use super::Section;
use super::value::FromText;

crate::settings_of! {
    pub struct Telemetry {
        pub otlp_endpoint: Option<Url>,
        pub log: LogFilter,
        pub log_format: LogFormat,
    }
}

/// The directives of a filter, which are valid.
#[derive(Clone, Debug)]
pub struct LogFilter(pub String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, else JSON.
    Auto,
    Text,
    Json,
}

impl Section for Telemetry {
    const NAME: &'static str = "telemetry";
}

impl FromText for LogFilter {
    fn from_text(text: String) -> Result<Self, String> {
        match EnvFilter::builder().parse(&text) {
            Ok(_) => Ok(Self(text)),
            Err(error) => Err(format!("'{text}' is not a log filter ({error})")),
        }
    }
}

impl FromText for LogFormat {
    fn from_text(text: String) -> Result<Self, String> {
        match text.as_str() {
            "auto" => Ok(Self::Auto),
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(format!("'{other}' is not auto, text or json")),
        }
    }
}
