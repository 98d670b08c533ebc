//! Puts the service together.

use std::net::SocketAddr;

use runtime::settings::Settings;
use runtime::{Management, ManagementError};
use service::{Resources, Worker, WorkerError};
use tokio_util::sync::CancellationToken;

use crate::NAME;
use crate::record_usage::RecordUsage;

pub struct Billing {
    worker: Worker,
}

impl Billing {
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, ManagementError> {
        let management = Management::bind(settings.billing.management_bind, resources.health())?;
        let worker = Worker::new(NAME, settings, management, resources).consume_tenant(RecordUsage);
        Ok(Self { worker })
    }

    pub fn management_address(&self) -> SocketAddr {
        self.worker.management_address()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        self.worker.run(shutdown).await
    }
}
