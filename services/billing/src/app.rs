//! Puts the service together.

use runtime::Management;
use runtime::settings::Settings;
use service::{Resources, Service, Worker};

use crate::NAME;
use crate::record_usage::RecordUsage;

pub struct Billing;

impl Service for Billing {
    const NAME: &'static str = NAME;

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let management = Management::bind(settings.value("billing.management_bind")?, resources.health())?;
        Ok(Worker::new(NAME, settings, management, resources).consume_tenant(RecordUsage))
    }
}
