//! One installation under load.

use std::path::Path;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use lapin::options::QueuePurgeOptions;
use lapin::{Connection, ConnectionProperties};

use crate::load::Target;
use crate::slots::Slots;
use crate::stage::{Process, Servers, Stage, now};

pub(crate) struct Side {
    pub(crate) stage: Stage,
    pub(crate) ingest: Process,
    pub(crate) target: Target,
    pub(crate) slots: Slots,
    pub(crate) broker: Connection,
    /// When calls begin that have to be of one day.
    pub(crate) started_at: DateTime<Utc>,
    queues: Vec<String>,
}

impl Side {
    /// Sets the stage of this name, and starts its webhook-ingest.
    pub(crate) async fn start(servers: &Servers, name: &str, programs: &Path) -> anyhow::Result<Self> {
        let stage = Stage::set_up(servers, name, programs).await?;
        let ingest = stage.start("webhook-ingest", &[]).await?;
        let queues = stage.queues().await?;
        let broker = Connection::connect(&stage.amqp_url, ConnectionProperties::default());
        let broker = broker.await.context("could not connect to RabbitMQ")?;
        let target = stage.target()?;
        Ok(Self { stage, ingest, target, slots: Slots::default(), broker, started_at: now(), queues })
    }

    /// Throws away what the last round left, so that every round begins alike: what ingest has still to
    /// archive of that one would be work beside this one.
    pub(crate) async fn empty_queues(&self) -> anyhow::Result<()> {
        let channel = self.broker.create_channel().await?;
        for queue in &self.queues {
            channel.queue_purge(queue.as_str().into(), QueuePurgeOptions::default()).await?;
        }
        channel.close(200, "done".into()).await.context("could not close a channel")
    }
}
