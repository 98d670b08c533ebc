//! What all live streams of the process share: one subscription to the bus, and turns to read.

use bus::{Bus, Exchange, Tapped};
use domain::OrganizationId;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{Semaphore, SemaphorePermit, broadcast};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::timing::StreamTiming;

/// At most 4: fewer than the pool has connections, so that streams never keep requests from the database.
const READS_AT_ONCE: usize = 4;
/// 256 wake-ups: a stream that falls further behind simply looks once.
const WAKES_KEPT: usize = 256;

/// A reason to look into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wake {
    Everyone,
    One(OrganizationId),
}

pub(crate) struct Feed {
    timing: StreamTiming,
    wakes: broadcast::Sender<Wake>,
    reads: Semaphore,
    closing: CancellationToken,
    streams: TaskTracker,
}

impl Feed {
    pub(crate) fn new(timing: StreamTiming) -> Self {
        Self {
            timing,
            wakes: broadcast::Sender::new(WAKES_KEPT),
            reads: Semaphore::new(READS_AT_ONCE),
            closing: CancellationToken::new(),
            streams: TaskTracker::new(),
        }
    }

    /// Consumes events until shutdown, then ends all streams.
    pub(crate) async fn run(&self, bus: &Bus, shutdown: CancellationToken) {
        shutdown.run_until_cancelled(self.consume(bus)).await;
        // Without the bus the streams still look by themselves.
        shutdown.cancelled().await;
        self.closing.cancel();
        self.streams.close();
        self.streams.wait().await;
    }

    async fn consume(&self, bus: &Bus) {
        let mut tap = bus.tap(Exchange::Events, "#");
        while let Some(tapped) = tap.next().await {
            let organization = match tapped {
                Tapped::Gap => None,
                Tapped::Message(message) => message.organization,
            };
            // An error means that no stream is open.
            let _ = self.wakes.send(organization.map_or(Wake::Everyone, Wake::One));
        }
    }

    pub(super) fn timing(&self) -> StreamTiming {
        self.timing
    }

    /// Waits for a turn to read. It is `None` only of a semaphore that was closed, which ours never is.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.reads.acquire().await.ok()
    }

    pub(super) fn wakes(&self, organization: OrganizationId) -> Wakes {
        Wakes { wakes: self.wakes.subscribe(), organization }
    }

    pub(super) fn closing(&self) -> CancellationToken {
        self.closing.clone()
    }

    pub(super) fn streams(&self) -> &TaskTracker {
        &self.streams
    }
}

/// The wake-ups of one organization.
pub(super) struct Wakes {
    wakes: broadcast::Receiver<Wake>,
    organization: OrganizationId,
}

impl Wakes {
    /// Waits until there is a reason to look. Reasons that came together are one. May be cancelled: whoever
    /// looks afterwards for another reason sees the same.
    pub(super) async fn next(&mut self) {
        loop {
            match self.wakes.recv().await {
                Ok(wake) if !self.concerns(wake) => {}
                Ok(_) | Err(RecvError::Lagged(_)) => break,
                // The feed is gone and the stream about to end.
                Err(RecvError::Closed) => return std::future::pending().await,
            }
        }
        while !matches!(self.wakes.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
    }

    fn concerns(&self, wake: Wake) -> bool {
        wake == Wake::Everyone || wake == Wake::One(self.organization)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use uuid::Uuid;

    use super::*;

    fn organization(number: u128) -> OrganizationId {
        OrganizationId(Uuid::from_u128(number))
    }

    #[test]
    fn a_stream_wakes_for_its_own_organization_and_for_gaps_only() {
        let feed = Feed::new(StreamTiming::default());
        let mut wakes = feed.wakes(organization(1));
        feed.wakes.send(Wake::One(organization(2))).unwrap();
        assert_eq!(wakes.next().now_or_never(), None);
        feed.wakes.send(Wake::One(organization(1))).unwrap();
        assert_eq!(wakes.next().now_or_never(), Some(()));
        feed.wakes.send(Wake::Everyone).unwrap();
        assert_eq!(wakes.next().now_or_never(), Some(()));
    }

    #[test]
    fn many_reasons_are_one_look() {
        let feed = Feed::new(StreamTiming::default());
        let mut wakes = feed.wakes(organization(1));
        for _ in 0..WAKES_KEPT * 2 {
            feed.wakes.send(Wake::One(organization(1))).unwrap();
        }
        assert_eq!(wakes.next().now_or_never(), Some(()));
        assert_eq!(wakes.next().now_or_never(), None);
    }
}
