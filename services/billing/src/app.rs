//! Puts the service together.

use std::net::SocketAddr;

use runtime::settings::Settings;
use runtime::{Management, ManagementError};
use service::{Resources, Worker, WorkerError};
use tokio_util::sync::CancellationToken;

use crate::NAME;
use crate::record_usage::RecordUsage;

/// At most 2 messages at a time: all calls of an organization's day wait for one row.
const AT_ONCE: u16 = 2;

pub struct Billing {
    worker: Worker,
}

impl Billing {
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, ManagementError> {
        let management = Management::bind(settings.billing.management_bind, resources.health())?;
        let worker = Worker::new(NAME, settings, management, resources.clone())
            .consume_at_most(AT_ONCE, RecordUsage::new(resources.db));
        Ok(Self { worker })
    }

    pub fn management_address(&self) -> SocketAddr {
        self.worker.management_address()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        self.worker.run(shutdown).await
    }
}
