//! All services in one process.

use std::net::SocketAddr;

use anyhow::Context as _;
use billing::Billing;
use call_processor::CallProcessor;
use gateway::Gateway;
use notifier::Notifier;
use runtime::Tasks;
use runtime::settings::Settings;
use service::{Resources, Service, Worker};
use vapi_sync::VapiSync;
use webhook_ingest::WebhookIngest;

const SERVICES: [fn(&Settings, &Resources) -> anyhow::Result<Worker>; 6] = [
    service::build::<WebhookIngest>,
    service::build::<CallProcessor>,
    service::build::<Notifier>,
    service::build::<Billing>,
    service::build::<VapiSync>,
    service::build::<Gateway>,
];

/// Built, their ports open, not running yet.
pub(crate) struct Fleet {
    workers: Vec<Worker>,
}

impl Fleet {
    pub(crate) fn build(settings: &Settings, resources: &Resources) -> anyhow::Result<Self> {
        let workers = SERVICES.iter().map(|build| build(settings, resources));
        Ok(Self { workers: workers.collect::<anyhow::Result<_>>()? })
    }

    /// Where a service serves HTTP.
    pub(crate) fn address_of<S: Service>(&self) -> anyhow::Result<SocketAddr> {
        let worker = self.workers.iter().find(|worker| worker.name() == S::NAME);
        worker.and_then(Worker::address).with_context(|| format!("{} serves no HTTP", S::NAME))
    }

    /// One that fails stops the others.
    pub(crate) fn run(self, tasks: &Tasks) {
        for worker in self.workers {
            tasks.spawn(worker.name(), worker.run(tasks.token()));
        }
    }
}
