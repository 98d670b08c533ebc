//! A running sandbox, and an account at it or anywhere.

use std::time::Duration;

use sandbox::twilio::{ACCOUNT_SID, AUTH_TOKEN};
use sandbox::{Running, SandboxSettings};
use twilio::{Twilio, TwilioAccount};

pub(crate) const FROM: &str = "+14155550100";
pub(crate) const TO: &str = "+14155552000";

/// Long enough for a busy machine, short enough to wait for.
const TIME_LIMIT: Duration = Duration::from_secs(30);

pub(crate) fn start() -> (Running, Twilio) {
    let sandbox = Running::start(SandboxSettings::default()).unwrap();
    let twilio = at(&sandbox, TIME_LIMIT);
    (sandbox, twilio)
}

pub(crate) fn at(sandbox: &Running, time_limit: Duration) -> Twilio {
    account(&format!("{}/twilio", sandbox.url()), time_limit)
}

/// The sandbox's account at any address.
pub(crate) fn account(url: &str, time_limit: Duration) -> Twilio {
    let settings = TwilioAccount {
        account_sid: ACCOUNT_SID.to_owned(),
        auth_token: AUTH_TOKEN.to_owned().into(),
        base_url: url.parse().unwrap(),
    };
    Twilio::new(settings, runtime::http::client(time_limit).unwrap()).unwrap()
}
