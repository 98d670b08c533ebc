//! Puts the service together.

use db::Role;
use outbox::Relay;
use runtime::Management;
use runtime::settings::Settings;
use service::dead_letters::{DrainDeadLetters, LOOK_EVERY as DRAIN_EVERY};
use service::{Resources, Schedule, Service, Worker};

use crate::NAME;
use crate::count_calls::CountCalls;
use crate::link_contact::LinkContact;
use crate::open_lead::OpenLead;
use crate::record_call::RecordCall;
use crate::settings::CallProcessorSettings;
use crate::settle_late_reports::{LOOK_EVERY, SettleLateReports};

pub struct CallProcessor;

impl Service for CallProcessor {
    const NAME: &'static str = NAME;
    const ROLES: &'static [Role] = &[Role::System];

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let CallProcessorSettings { management_bind, report_wait } = settings.section()?;
        let management = Management::bind(management_bind, resources.health())?;
        let late = SettleLateReports { db: resources.db.clone(), wait: report_wait };
        let drain = DrainDeadLetters::new(resources.clone(), settings.bus.max_dead_letters);
        let relay = Relay::new(service::relay_settings(settings)?, resources.bus.clone());
        Ok(Worker::new(NAME, settings, management, resources)
            .consume_tenant(RecordCall)
            .consume_tenant(LinkContact)
            .consume_tenant(OpenLead)
            .consume_tenant(CountCalls)
            .periodic(Schedule::every(LOOK_EVERY), late)
            .periodic_singleton(Schedule::every(DRAIN_EVERY), drain)
            .task("relay", |shutdown| relay.run(shutdown)))
    }
}
