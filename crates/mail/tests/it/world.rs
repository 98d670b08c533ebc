//! A running sandbox and an account of it.

use std::time::Duration;

use mail::{Email, Resend, ResendSettings};
use sandbox::faults::{ApiFaults, Faults};
use sandbox::{Handle, Sandbox, SandboxSettings};
use tokio_util::sync::CancellationToken;

/// Long enough for a busy machine, short enough to wait for.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(30);

pub(crate) struct World {
    pub(crate) handle: Handle,
    pub(crate) resend: Resend,
    pub(crate) url: String,
    shutdown: CancellationToken,
}

impl World {
    pub(crate) fn start() -> Self {
        let sandbox = Sandbox::build(SandboxSettings::default()).unwrap();
        let url = format!("{}/resend", sandbox.url());
        let handle = sandbox.handle();
        let shutdown = CancellationToken::new();
        actix_web::rt::spawn(sandbox.run(shutdown.clone()));
        let resend = account(&url, &SandboxSettings::default().resend_api_key, TIME_LIMIT);
        Self { handle, resend, url, shutdown }
    }

    pub(crate) fn fail(&self, faults: ApiFaults) {
        self.handle.set_faults(Faults { resend: faults, ..Faults::default() }).unwrap();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

pub(crate) fn account(url: &str, api_key: &str, time_limit: Duration) -> Resend {
    let settings = ResendSettings {
        api_key: api_key.to_owned().into(),
        base_url: url.parse().unwrap(),
        from: "CallFlex <calls@example.com>".to_owned(),
    };
    Resend::new(settings, runtime::http::client(time_limit).unwrap())
}

pub(crate) fn email() -> Email {
    Email {
        to: "ana@example.com".to_owned(),
        subject: "Call from +14155550199 – 3 min".to_owned(),
        text: "They wanted a table.\n\nFor two.".to_owned(),
        html: None,
    }
}
