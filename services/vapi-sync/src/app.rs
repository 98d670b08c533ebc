//! Puts the service together.

use std::time::Duration;

use db::Role;
use runtime::Management;
use runtime::settings::Settings;
use service::{Resources, Schedule, Service, Worker};
use vapi::VapiSettings;

use crate::NAME;
use crate::look_back::LookBack;
use crate::settings::VapiSyncSettings;

/// At most a minute for an answer: a page of a thousand calls with their transcripts takes Vapi a while.
pub const LIST_TIMEOUT: Duration = Duration::from_mins(1);

pub struct VapiSync;

impl Service for VapiSync {
    const NAME: &'static str = NAME;
    const ROLES: &'static [Role] = &[Role::System];

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let (sync, vapi): (VapiSyncSettings, VapiSettings) = (settings.section()?, settings.section()?);
        let management = Management::bind(sync.management_bind, resources.health())?;
        let look_back = LookBack {
            db: resources.db.clone(),
            seal_key: service::seal_key(settings)?,
            http: runtime::http::client(LIST_TIMEOUT)?,
            base_url: vapi.base_url,
            spacing: vapi.requests_interval,
            reach: sync.look_back,
            time_limit: sync.every,
        };
        Ok(Worker::new(NAME, settings, management, resources)
            .periodic_singleton(Schedule::every(sync.every), look_back))
    }
}
