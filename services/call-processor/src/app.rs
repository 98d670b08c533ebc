//! Puts the service together.

use std::net::SocketAddr;

use outbox::Relay;
use runtime::settings::{Settings, SettingsError};
use runtime::{Management, ManagementError};
use service::{Resources, Worker, WorkerError};
use tokio_util::sync::CancellationToken;

use crate::NAME;
use crate::count_calls::CountCalls;
use crate::link_contact::LinkContact;
use crate::open_lead::OpenLead;
use crate::record_call::RecordCall;

pub struct CallProcessor {
    worker: Worker,
}

#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("could not read the settings")]
    Settings(#[from] SettingsError),
    #[error("could not open the management address")]
    Management(#[from] ManagementError),
}

impl CallProcessor {
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, BuildError> {
        let management = Management::bind(settings.call_processor.management_bind, resources.health())?;
        let relay = Relay::new(service::relay_settings(settings)?, resources.bus.clone());
        let worker = Worker::new(NAME, settings, management, resources)
            .consume_tenant(RecordCall)
            .consume_tenant(LinkContact)
            .consume_tenant(OpenLead)
            .consume_tenant(CountCalls)
            .task("relay", |shutdown| relay.run(shutdown));
        Ok(Self { worker })
    }

    pub fn management_address(&self) -> SocketAddr {
        self.worker.management_address()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        self.worker.run(shutdown).await
    }
}
