//! The section `stripe` of the settings.

use runtime::settings::Section;
use secrecy::SecretString;

runtime::settings_of! {
    pub struct StripeSettings {
        /// Empty: Stripe sends us nothing.
        pub webhook_secret: Vec<SecretString>,
    }
}

impl Section for StripeSettings {
    const NAME: &'static str = "stripe";
}
