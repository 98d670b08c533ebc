//! How full the queues are, for people and tests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lapin::Channel;
use lapin::options::{QueueDeclareOptions, QueuePurgeOptions};
use lapin::types::FieldTable;

use crate::connection::Bus;
use crate::live_connection::LiveConnection;

/// Just below the 250 ms after which RabbitMQ gives up on a queue's leader.
const LEADER_IS_LATE_AFTER: Duration = Duration::from_millis(200);
const TRIES: u32 = 5;

#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    #[error("the connection to RabbitMQ is down")]
    Down,
    #[error("could not open a channel to RabbitMQ")]
    Channel(#[source] lapin::Error),
    #[error("could not ask RabbitMQ about the queue '{queue}'")]
    Queue { queue: String, source: lapin::Error },
}

/// One queue of the topology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depth {
    pub queue: String,
    /// Messages waiting; those in flight at a consumer are not counted.
    pub ready: u32,
    pub consumers: u32,
}

impl Bus {
    /// Every queue: dead queues, the ladder and work queues.
    pub async fn depths(&self) -> Result<Vec<Depth>, ProbeError> {
        let probe = self.probe().await?;
        let mut depths = Vec::new();
        for queue in &self.topology().queues {
            depths.push(probe.depth(&queue.name).await?);
        }
        Ok(depths)
    }

    pub(crate) async fn depth(&self, queue: &str) -> Result<Depth, ProbeError> {
        self.probe().await?.depth(queue).await
    }

    /// Deletes every waiting message of every queue. For tests that share a virtual host.
    pub async fn purge(&self) -> Result<(), ProbeError> {
        let probe = self.probe().await?;
        for queue in &self.topology().queues {
            // Purging costs a write to the disk of each replica, asking does not.
            if probe.depth(&queue.name).await?.ready > 0 {
                probe.purge(&queue.name).await?;
            }
        }
        Ok(())
    }

    async fn probe(&self) -> Result<Probe, ProbeError> {
        let connection = self.consuming().connection().ok_or(ProbeError::Down)?;
        let channel = connection.channel().await.map_err(ProbeError::Channel)?;
        Ok(Probe { connection, channel })
    }
}

/// A channel to ask about queues on. The broker closes it when it is asked for a queue that isn't there.
struct Probe {
    connection: Arc<LiveConnection>,
    channel: Channel,
}

impl Probe {
    async fn depth(&self, queue: &str) -> Result<Depth, ProbeError> {
        let mut tries = 1;
        loop {
            let started = Instant::now();
            let depth = self.reported_depth(queue).await?;
            // A quorum queue whose leader does not answer within 250 ms is reported as empty and unused.
            let is_known = depth.ready > 0 || depth.consumers > 0 || started.elapsed() < LEADER_IS_LATE_AFTER;
            if is_known || tries == TRIES {
                return Ok(depth);
            }
            tries += 1;
        }
    }

    async fn reported_depth(&self, queue: &str) -> Result<Depth, ProbeError> {
        let passive = QueueDeclareOptions::durable().passive();
        let declaring = self.channel.queue_declare(queue.into(), passive, FieldTable::default());
        let found = self.connection.answered(declaring).await.map_err(|source| failed(queue, source))?;
        Ok(Depth { queue: queue.to_owned(), ready: found.message_count(), consumers: found.consumer_count() })
    }

    async fn purge(&self, queue: &str) -> Result<(), ProbeError> {
        let purging = self.channel.queue_purge(queue.into(), QueuePurgeOptions::default());
        self.connection.answered(purging).await.map_err(|source| failed(queue, source))?;
        Ok(())
    }
}

fn failed(queue: &str, source: lapin::Error) -> ProbeError {
    ProbeError::Queue { queue: queue.to_owned(), source }
}
