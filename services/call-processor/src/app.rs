//! Puts the service together.

use outbox::Relay;
use runtime::Management;
use runtime::settings::Settings;
use service::{Resources, Service, Worker};

use crate::NAME;
use crate::count_calls::CountCalls;
use crate::link_contact::LinkContact;
use crate::open_lead::OpenLead;
use crate::record_call::RecordCall;

pub struct CallProcessor;

impl Service for CallProcessor {
    const NAME: &'static str = NAME;

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let management =
            Management::bind(settings.value("call_processor.management_bind")?, resources.health())?;
        let relay = Relay::new(service::relay_settings(settings)?, resources.bus.clone());
        Ok(Worker::new(NAME, settings, management, resources)
            .consume_tenant(RecordCall)
            .consume_tenant(LinkContact)
            .consume_tenant(OpenLead)
            .consume_tenant(CountCalls)
            .task("relay", |shutdown| relay.run(shutdown)))
    }
}
