//! Puts the service together.

use mail::{Resend, ResendSettings};
use runtime::Management;
use runtime::settings::{Settings, SettingsError};
use service::{Resources, Service, Worker};
use twilio::{Twilio, TwilioSettings};

use crate::NAME;
use crate::deliver::Deliver;
use crate::delivery_log::PROVIDER_TIMEOUT;
use crate::email::Email;
use crate::sms::Sms;

pub struct Notifier;

impl Service for Notifier {
    const NAME: &'static str = NAME;

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let http = runtime::http::client(PROVIDER_TIMEOUT)?;
        let management = Management::bind(settings.notifier.management_bind, resources.health())?;
        // The last attempt of a round has the other half of the handler's time to end, and to be noted.
        let round = settings.bus.handler_timeout / 2;
        let db = resources.db.clone();
        let sms = Deliver::new(db.clone(), sms(settings, http.clone())?, round);
        let email = Deliver::new(db, email(settings, http), round);
        Ok(Worker::new(NAME, settings, management, resources).consume(sms).consume(email))
    }
}

/// `None` when nothing of it is set; half of it is a mistake.
fn sms(settings: &Settings, http: reqwest::Client) -> anyhow::Result<Option<Sms>> {
    let missing = |variable, key| Err(SettingsError::Missing { variable, key }.into());
    let twilio = &settings.twilio;
    match (&twilio.account_sid, &twilio.auth_token, &twilio.sms_from) {
        (None, None, None) => Ok(None),
        (None, _, _) => missing("TWILIO_ACCOUNT_SID", "twilio.account_sid"),
        (_, None, _) => missing("TWILIO_AUTH_TOKEN", "twilio.auth_token"),
        (_, _, None) => missing("TWILIO_SMS_FROM", "twilio.sms_from"),
        (Some(account_sid), Some(auth_token), Some(from)) => {
            let account = TwilioSettings {
                account_sid: account_sid.clone(),
                auth_token: auth_token.clone(),
                base_url: twilio.base_url.clone(),
            };
            Ok(Some(Sms { twilio: Twilio::new(account, http)?, from: from.clone() }))
        }
    }
}

fn email(settings: &Settings, http: reqwest::Client) -> Option<Email> {
    let resend = &settings.resend;
    let api_key = resend.api_key.clone()?;
    let account = ResendSettings { api_key, base_url: resend.base_url.clone(), from: resend.from.clone() };
    Some(Email { resend: Resend::new(account, http), app_url: settings.app_url.clone() })
}
