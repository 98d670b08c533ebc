//! The section `resend` of the settings.

use reqwest::Url;
use runtime::settings::Section;
use secrecy::SecretString;

use crate::ResendAccount;

runtime::settings_of! {
    pub struct ResendSettings {
        pub base_url: Url,
        api_key: Option<SecretString>,
        from: String,
    }
}

impl Section for ResendSettings {
    const NAME: &'static str = "resend";
}

impl ResendSettings {
    /// `None` without a key.
    pub fn account(&self) -> Option<ResendAccount> {
        let api_key = self.api_key.clone()?;
        Some(ResendAccount { api_key, base_url: self.base_url.clone(), from: self.from.clone() })
    }
}
