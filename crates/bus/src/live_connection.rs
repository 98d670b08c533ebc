//! A live connection, and its channels for publishing: one message in flight on each.

use std::sync::{Mutex, PoisonError};

use lapin::options::ConfirmSelectOptions;
use lapin::{Channel, Connection};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

/// At most 128 messages in flight on one connection: a quorum queue writes many messages in one go, so more
/// in flight means more throughput up to about here. Each channel costs the broker memory, so it is not more.
pub(crate) const MAX_IN_FLIGHT: usize = 128;

/// AMQP's reply code for "nothing is wrong".
pub(crate) const REPLY_SUCCESS: u16 = 200;

pub(crate) struct LiveConnection {
    pub(crate) amqp: Connection,
    pool: ChannelPool,
    /// Cancelled once the connection is no more.
    pub(crate) gone: CancellationToken,
}

/// Channels in confirm mode.
struct ChannelPool {
    /// Those that carry no message right now.
    idle: Mutex<Vec<Channel>>,
    in_flight: Semaphore,
}

/// A channel of one's own, given back only when it is known to be clean; dropped, it is closed.
pub(crate) struct Leased<'pool> {
    pub(crate) channel: Channel,
    pool: &'pool ChannelPool,
    _permit: SemaphorePermit<'pool>,
}

impl LiveConnection {
    pub(crate) fn new(amqp: Connection) -> Self {
        let pool = ChannelPool { idle: Mutex::default(), in_flight: Semaphore::new(MAX_IN_FLIGHT) };
        Self { amqp, pool, gone: CancellationToken::new() }
    }

    pub(crate) fn is_up(&self) -> bool {
        self.amqp.status().connected()
    }

    /// The broker is short of memory or disk and reads nothing that this connection sends.
    pub(crate) fn is_blocked(&self) -> bool {
        self.amqp.status().blocked()
    }

    pub(crate) async fn channel(&self) -> Result<Channel, lapin::Error> {
        self.answered(self.amqp.create_channel()).await
    }

    /// The broker's answer, or an error once the connection is gone: lapin (4.12) never resolves a request
    /// that is made in the moment in which the connection breaks.
    pub(crate) async fn answered<T>(
        &self,
        request: impl Future<Output = Result<T, lapin::Error>>,
    ) -> Result<T, lapin::Error> {
        let gone = || Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted).into());
        self.gone.run_until_cancelled(request).await.unwrap_or_else(gone)
    }

    /// Waits for its turn, then takes an idle channel or opens one.
    pub(crate) async fn lease(&self) -> Result<Leased<'_>, lapin::Error> {
        let pool = &self.pool;
        // The semaphore is never closed; were it, going on without a bound would do no harm.
        let permit = pool.in_flight.acquire().await.map_err(|_| lapin::ErrorKind::ChannelsLimitReached)?;
        let idle = pool.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let channel = if let Some(channel) = idle {
            channel
        } else {
            let channel = self.channel().await?;
            channel.confirm_select(ConfirmSelectOptions::default()).await?;
            channel
        };
        Ok(Leased { channel, pool, _permit: permit })
    }
}

impl Leased<'_> {
    pub(crate) fn give_back(self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.channel);
    }
}
