//! How full the queues are, for people and tests.

use std::time::{Duration, Instant};

use lapin::options::{QueueDeclareOptions, QueuePurgeOptions};
use lapin::types::FieldTable;

use crate::connection::Bus;

/// Just below the 250 ms after which RabbitMQ gives up on a queue's leader.
const LEADER_IS_LATE_AFTER: Duration = Duration::from_millis(200);
const TRIES: u32 = 5;

#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    #[error("the connection to RabbitMQ is down")]
    Down,
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
        let mut depths = Vec::new();
        for queue in &self.topology().queues {
            depths.push(self.depth(&queue.name).await?);
        }
        Ok(depths)
    }

    pub(crate) async fn depth(&self, queue: &str) -> Result<Depth, ProbeError> {
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
        let connection = self.consuming().connection().ok_or(ProbeError::Down)?;
        let failed = |source| ProbeError::Queue { queue: queue.to_owned(), source };
        // A channel of its own, because asking for a queue that isn't there closes the channel.
        let channel = connection.channel().await.map_err(failed)?;
        let passive = QueueDeclareOptions::durable().passive();
        let declaring = channel.queue_declare(queue.into(), passive, FieldTable::default());
        let found = connection.answered(declaring).await.map_err(failed)?;
        Ok(Depth { queue: queue.to_owned(), ready: found.message_count(), consumers: found.consumer_count() })
    }

    /// Deletes every waiting message of every queue. For tests that share a virtual host.
    pub async fn purge(&self) -> Result<(), ProbeError> {
        let connection = self.consuming().connection().ok_or(ProbeError::Down)?;
        for queue in &self.topology().queues {
            let failed = |source| ProbeError::Queue { queue: queue.name.clone(), source };
            let channel = connection.channel().await.map_err(failed)?;
            let purging = channel.queue_purge(queue.name.as_str().into(), QueuePurgeOptions::default());
            connection.answered(purging).await.map_err(failed)?;
        }
        Ok(())
    }
}
