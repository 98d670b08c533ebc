//! Puts the service together.

use mail::{Resend, ResendSettings};
use runtime::Management;
use runtime::settings::Settings;
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
        let management = Management::bind(settings.value("notifier.management_bind")?, resources.health())?;
        // The last attempt of a round has the other half of the handler's time to end, and to be noted.
        let round = settings.bus.handler_timeout / 2;
        let db = resources.db.clone();
        let sms = Deliver::new(db.clone(), sms(settings, http.clone())?, round);
        let email = Deliver::new(db, email(settings, http)?, round);
        Ok(Worker::new(NAME, settings, management, resources).consume(sms).consume(email))
    }
}

fn sms(settings: &Settings, http: reqwest::Client) -> anyhow::Result<Option<Sms>> {
    let Some((account, from)) = settings.section::<TwilioSettings>()?.sms()? else { return Ok(None) };
    Ok(Some(Sms { twilio: Twilio::new(account, http)?, from }))
}

fn email(settings: &Settings, http: reqwest::Client) -> anyhow::Result<Option<Email>> {
    let Some(account) = settings.section::<ResendSettings>()?.account() else { return Ok(None) };
    Ok(Some(Email { resend: Resend::new(account, http), app_url: settings.app_url.clone() }))
}
