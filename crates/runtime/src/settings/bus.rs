use std::num::NonZeroU16;
use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use super::{SettingsError, parse};

/// RabbitMQ.
#[derive(Clone, Debug, Deserialize)]
pub struct Bus {
    #[serde(deserialize_with = "amqp_url")]
    url: Option<SecretString>,
    #[serde(deserialize_with = "parse::number")]
    pub prefetch: NonZeroU16,
    #[serde(deserialize_with = "parse::duration")]
    pub publish_timeout: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub handler_timeout: Duration,
    #[serde(deserialize_with = "parse::durations")]
    pub retry_ladder: Vec<Duration>,
}

impl Bus {
    /// Shows the broker's address.
    pub fn url(&self) -> Result<&SecretString, SettingsError> {
        self.url.as_ref().ok_or(SettingsError::Missing { variable: "AMQP_URL", key: "bus.url" })
    }
}

fn amqp_url<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SecretString>, D::Error> {
    parse::optional_secret_url(value, &["amqp", "amqps"])
}
