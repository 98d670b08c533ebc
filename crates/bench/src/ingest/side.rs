//! One installation under load.

use std::path::Path;

use anyhow::Context as _;
use lapin::options::QueuePurgeOptions;
use lapin::{Connection, ConnectionProperties};

use super::slots::Slots;
use crate::load::Target;
use crate::stage::{Process, Servers, Stage};

pub(super) struct Side {
    pub(super) stage: Stage,
    pub(super) ingest: Process,
    pub(super) target: Target,
    pub(super) slots: Slots,
    pub(super) broker: Connection,
    queues: Vec<String>,
}

impl Side {
    /// Sets the stage of this name, and starts its webhook-ingest.
    pub(super) async fn start(servers: &Servers, name: &str, programs: &Path) -> anyhow::Result<Self> {
        let stage = Stage::set_up(servers, name, programs).await?;
        let ingest = stage.start("webhook-ingest", &[]).await?;
        let queues = stage.queues().await?;
        let broker = Connection::connect(&stage.amqp_url, ConnectionProperties::default());
        let broker = broker.await.context("could not connect to RabbitMQ")?;
        let target = stage.target()?;
        Ok(Self { stage, ingest, target, slots: Slots::default(), broker, queues })
    }

    /// Throws away what the last round left, so that every round begins alike: what ingest has still to
    /// archive of that one would be work beside this one.
    pub(super) async fn empty_queues(&self) -> anyhow::Result<()> {
        let channel = self.broker.create_channel().await?;
        for queue in &self.queues {
            channel.queue_purge(queue.as_str().into(), QueuePurgeOptions::default()).await?;
        }
        channel.close(200, "done".into()).await.context("could not close a channel")
    }
}
