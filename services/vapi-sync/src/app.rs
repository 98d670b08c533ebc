//! Puts the service together.

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use db::Role;
use runtime::Management;
use runtime::health::Check;
use runtime::settings::Settings;
use service::{Resources, Schedule, Service, Worker};
use vapi::VapiSettings;

use crate::NAME;
use crate::look_back::LookBack;
use crate::settings::VapiSyncSettings;
use crate::unopened::Unopened;

/// At most a minute for an answer: a page of a thousand calls with their transcripts takes Vapi a while.
pub const LIST_TIMEOUT: Duration = Duration::from_mins(1);

pub struct VapiSync;

impl Service for VapiSync {
    const NAME: &'static str = NAME;
    const ROLES: &'static [Role] = &[Role::System];

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let (sync, vapi): (VapiSyncSettings, VapiSettings) = (settings.section()?, settings.section()?);
        let seal_key = Arc::new(service::seal_key(settings)?);
        let unopened = Arc::new(Unopened::new(resources.db.clone(), Arc::clone(&seal_key)));
        let known = Arc::clone(&unopened);
        // One account that does not open must not end the work for all.
        let health = resources.health().also_checks(Check::new("connections", move || ready(known.check())));
        let management = Management::bind(sync.management_bind, health)?;
        let look_back = LookBack {
            db: resources.db.clone(),
            seal_key,
            http: runtime::http::client(LIST_TIMEOUT)?,
            base_url: vapi.base_url,
            spacing: vapi.requests_interval,
            reach: sync.look_back,
            time_limit: sync.every,
        };
        Ok(Worker::new(NAME, settings, management, resources)
            .periodic(Schedule::now_and_every(sync.every), unopened)
            .periodic_singleton(Schedule::every(sync.every), look_back))
    }
}
