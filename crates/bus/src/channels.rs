//! Channels for publishing: one message in flight on each.

use std::sync::{Mutex, PoisonError};

use lapin::Channel;
use lapin::options::ConfirmSelectOptions;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::link::LiveConnection;

/// At most 128 messages in flight on one connection: a quorum queue writes many messages in one go, so more
/// in flight means more throughput up to about here. Each channel costs the broker memory, so it is not more.
pub(crate) const MAX_IN_FLIGHT: usize = 128;

/// Channels in confirm mode that carry no message right now.
pub(crate) struct ChannelPool {
    idle: Mutex<Vec<Channel>>,
    in_flight: Semaphore,
}

/// A channel of one's own, given back only when it is known to be clean; dropped, it is closed.
pub(crate) struct Leased<'pool> {
    pub(crate) channel: Channel,
    pool: &'pool ChannelPool,
    _permit: SemaphorePermit<'pool>,
}

impl ChannelPool {
    pub(crate) fn new() -> Self {
        Self { idle: Mutex::default(), in_flight: Semaphore::new(MAX_IN_FLIGHT) }
    }

    /// Waits for its turn, then takes an idle channel or opens one.
    pub(crate) async fn lease<'pool>(
        &'pool self,
        connection: &'pool LiveConnection,
    ) -> Result<Leased<'pool>, lapin::Error> {
        // The semaphore is never closed; were it, going on without a bound would do no harm.
        let permit = self.in_flight.acquire().await.map_err(|_| lapin::ErrorKind::ChannelsLimitReached)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let channel = if let Some(channel) = idle {
            channel
        } else {
            let channel = connection.channel().await?;
            channel.confirm_select(ConfirmSelectOptions::default()).await?;
            channel
        };
        Ok(Leased { channel, pool: self, _permit: permit })
    }
}

impl Leased<'_> {
    pub(crate) fn give_back(self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.channel);
    }
}
