//! The section `twilio` of the settings.

use runtime::settings::{Section, SettingsError};
use secrecy::SecretString;
use url::Url;

use crate::TwilioAccount;

runtime::settings_of! {
    pub struct TwilioSettings {
        pub base_url: Url,
        account_sid: Option<String>,
        pub auth_token: Option<SecretString>,
        sms_from: Option<String>,
        /// Names of parameters that Twilio has added to its callbacks.
        pub more_parameters: Vec<String>,
    }
}

impl Section for TwilioSettings {
    const NAME: &'static str = "twilio";
}

impl TwilioSettings {
    /// The account, and the number that text messages come from; `None` when nothing of it is set. Half of it is a
    /// mistake.
    pub fn sms(&self) -> Result<Option<(TwilioAccount, String)>, SettingsError> {
        let missing = |variable, key| Err(SettingsError::Missing { variable, key });
        match (&self.account_sid, &self.auth_token, &self.sms_from) {
            (None, None, None) => Ok(None),
            (None, _, _) => missing("TWILIO_ACCOUNT_SID", "twilio.account_sid"),
            (_, None, _) => missing("TWILIO_AUTH_TOKEN", "twilio.auth_token"),
            (_, _, None) => missing("TWILIO_SMS_FROM", "twilio.sms_from"),
            (Some(account_sid), Some(auth_token), Some(from)) => {
                let (account_sid, auth_token) = (account_sid.clone(), auth_token.clone());
                let account = TwilioAccount { account_sid, auth_token, base_url: self.base_url.clone() };
                Ok(Some((account, from.clone())))
            }
        }
    }
}
