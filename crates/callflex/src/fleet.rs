//! The six services in one process.

use std::net::SocketAddr;

use billing::Billing;
use call_processor::CallProcessor;
use gateway::Gateway;
use notifier::Notifier;
use runtime::Tasks;
use runtime::settings::Settings;
use service::Resources;
use vapi_sync::VapiSync;
use webhook_ingest::WebhookIngest;

/// Built, their ports open, not running yet.
pub(crate) struct Fleet {
    ingest: WebhookIngest,
    processor: CallProcessor,
    notifier: Notifier,
    billing: Billing,
    sync: VapiSync,
    gateway: Gateway,
}

impl Fleet {
    pub(crate) fn build(settings: &Settings, resources: &Resources) -> anyhow::Result<Self> {
        Ok(Self {
            ingest: WebhookIngest::build(settings, resources.clone())?,
            processor: CallProcessor::build(settings, resources.clone())?,
            notifier: Notifier::build(settings, resources.clone())?,
            billing: Billing::build(settings, resources.clone())?,
            sync: VapiSync::build(settings, resources.clone())?,
            gateway: Gateway::build(settings, resources.clone())?,
        })
    }

    pub(crate) fn gateway_address(&self) -> SocketAddr {
        self.gateway.address()
    }

    pub(crate) fn ingest_address(&self) -> SocketAddr {
        self.ingest.address()
    }

    /// One that fails stops the others.
    pub(crate) fn run(self, tasks: &Tasks) {
        let stop = tasks.token();
        tasks.spawn(webhook_ingest::NAME, self.ingest.run(stop.clone()));
        tasks.spawn(call_processor::NAME, self.processor.run(stop.clone()));
        tasks.spawn(notifier::NAME, self.notifier.run(stop.clone()));
        tasks.spawn(billing::NAME, self.billing.run(stop.clone()));
        tasks.spawn(vapi_sync::NAME, self.sync.run(stop.clone()));
        tasks.spawn(gateway::NAME, self.gateway.run(stop));
    }
}
