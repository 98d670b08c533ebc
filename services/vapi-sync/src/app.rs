//! Puts the service together.

use std::time::Duration;

use db::SealKey;
use runtime::Management;
use runtime::settings::Settings;
use service::{Resources, Schedule, Service, Worker};

use crate::NAME;
use crate::look_back::LookBack;

/// At most a minute for an answer: a page of a thousand calls with their transcripts takes Vapi a while.
pub const LIST_TIMEOUT: Duration = Duration::from_mins(1);

pub struct VapiSync;

impl Service for VapiSync {
    const NAME: &'static str = NAME;

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let management = Management::bind(settings.vapi_sync.management_bind, resources.health())?;
        let period = settings.vapi_sync.every;
        let look_back = LookBack {
            db: resources.db.clone(),
            seal_key: SealKey::new(settings.security.seal_key()?)?,
            http: runtime::http::client(LIST_TIMEOUT)?,
            base_url: settings.vapi.base_url.clone(),
            spacing: settings.vapi.requests_interval,
            reach: settings.vapi_sync.look_back,
            time_limit: period,
        };
        Ok(Worker::new(NAME, settings, management, resources)
            .periodic_singleton(Schedule::every(period), look_back))
    }
}
