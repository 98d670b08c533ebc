//! A running sandbox and an account of it.

use std::time::Duration;

use sandbox::faults::{ApiFaults, Faults};
use sandbox::{Handle, Sandbox, SandboxSettings};
use tokio_util::sync::CancellationToken;
use twilio::{Twilio, TwilioSettings};

pub(crate) const FROM: &str = "+14155550100";
pub(crate) const TO: &str = "+14155552000";

/// Long enough for a busy machine, short enough to wait for.
const TIME_LIMIT: Duration = Duration::from_secs(30);

pub(crate) struct World {
    pub(crate) handle: Handle,
    pub(crate) twilio: Twilio,
    url: String,
    shutdown: CancellationToken,
}

impl World {
    pub(crate) fn start() -> Self {
        let sandbox = Sandbox::build(SandboxSettings::default()).unwrap();
        let url = format!("{}/twilio", sandbox.url());
        let handle = sandbox.handle();
        let shutdown = CancellationToken::new();
        actix_web::rt::spawn(sandbox.run(shutdown.clone()));
        Self { handle, twilio: account(&url, TIME_LIMIT), url, shutdown }
    }

    pub(crate) fn impatient(&self, time_limit: Duration) -> Twilio {
        account(&self.url, time_limit)
    }

    pub(crate) fn fail(&self, faults: ApiFaults) {
        self.handle.set_faults(Faults { twilio: faults, ..Faults::default() }).unwrap();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

/// The sandbox's account at any address.
pub(crate) fn account(url: &str, time_limit: Duration) -> Twilio {
    let known = SandboxSettings::default();
    let settings = TwilioSettings {
        account_sid: known.twilio_account_sid,
        auth_token: known.twilio_auth_token.into(),
        base_url: url.parse().unwrap(),
    };
    Twilio::new(settings, runtime::http::client(time_limit).unwrap()).unwrap()
}
