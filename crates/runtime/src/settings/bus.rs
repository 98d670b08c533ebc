//! RabbitMQ.

use std::num::NonZeroU16;
use std::time::Duration;

use secrecy::SecretString;

use super::value::{FromText, secret_url};
use super::{Section, SettingsError};

crate::settings_of! {
    pub struct Bus {
        url: Option<AmqpUrl>,
        pub prefetch: NonZeroU16,
        pub publish_timeout: Duration,
        pub handler_timeout: Duration,
        pub retry_ladder: Vec<Duration>,
        pub max_dead_letters: u32,
    }
}

#[derive(Clone, Debug)]
struct AmqpUrl(SecretString);

impl FromText for AmqpUrl {
    fn from_text(text: String) -> Result<Self, String> {
        secret_url(text, &["amqp", "amqps"]).map(Self)
    }
}

impl Section for Bus {
    const NAME: &'static str = "bus";

    fn contradiction(&self) -> Option<(&'static str, String)> {
        self.retry_ladder.is_empty().then(|| ("retry_ladder", "the list is empty".to_owned()))
    }
}

impl Bus {
    /// Shows the broker's address.
    pub fn url(&self) -> Result<&SecretString, SettingsError> {
        let missing = SettingsError::Missing { variable: "AMQP_URL", key: "bus.url" };
        self.url.as_ref().map(|url| &url.0).ok_or(missing)
    }
}
