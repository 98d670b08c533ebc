//! Puts the service together.

use std::net::SocketAddr;
use std::time::Duration;

use mail::{Resend, ResendSettings};
use runtime::http::ClientError;
use runtime::settings::{Settings, SettingsError};
use runtime::{Management, ManagementError};
use service::{Resources, Worker, WorkerError};
use tokio_util::sync::CancellationToken;
use twilio::{AccountError, Twilio, TwilioSettings};

use crate::NAME;
use crate::send_email::SendEmail;
use crate::send_sms::{SendSms, SmsSender};

/// 10 seconds: Twilio and Resend answer within a second or two. One that takes longer may still do the work,
/// and to wait on would only keep the other recipients waiting too.
pub(crate) const PROVIDER_TIMEOUT: Duration = Duration::from_secs(10);

pub struct Notifier {
    worker: Worker,
}

#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("could not read the settings")]
    Settings(#[from] SettingsError),
    #[error("could not make an HTTP client")]
    Http(#[from] ClientError),
    #[error("could not use TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")]
    Twilio(#[from] AccountError),
    #[error("could not open the management address")]
    Management(#[from] ManagementError),
}

impl Notifier {
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, BuildError> {
        let http = runtime::http::client(PROVIDER_TIMEOUT)?;
        let management = Management::bind(settings.notifier.management_bind, resources.health())?;
        // The last attempt of a round has the other half of the handler's time to end, and to be noted.
        let round = settings.bus.handler_timeout / 2;
        let db = resources.db.clone();
        let sms = SendSms::new(db.clone(), sms_sender(settings, http.clone())?, round);
        let email = SendEmail::new(db, resend(settings, http), settings.app_url.clone(), round);
        let worker = Worker::new(NAME, settings, management, resources).consume(sms).consume(email);
        Ok(Self { worker })
    }

    pub fn management_address(&self) -> SocketAddr {
        self.worker.management_address()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        self.worker.run(shutdown).await
    }
}

/// `None` when nothing of it is set; half of it is a mistake.
fn sms_sender(settings: &Settings, http: reqwest::Client) -> Result<Option<SmsSender>, BuildError> {
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
            Ok(Some(SmsSender { twilio: Twilio::new(account, http)?, from: from.clone() }))
        }
    }
}

fn resend(settings: &Settings, http: reqwest::Client) -> Option<Resend> {
    let resend = &settings.resend;
    let api_key = resend.api_key.clone()?;
    let account = ResendSettings { api_key, base_url: resend.base_url.clone(), from: resend.from.clone() };
    Some(Resend::new(account, http))
}
