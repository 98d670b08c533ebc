//! The section `vapi` of the settings.

use std::time::Duration;

use runtime::settings::Section;
use secrecy::SecretString;
use url::Url;

runtime::settings_of! {
    pub struct VapiSettings {
        pub base_url: Url,
        pub api_key: Option<SecretString>,
        pub webhook_secret: Option<SecretString>,
        /// The least time between two requests of one account.
        pub requests_interval: Duration,
        pub control_hosts: Vec<String>,
    }
}

impl Section for VapiSettings {
    const NAME: &'static str = "vapi";
}
