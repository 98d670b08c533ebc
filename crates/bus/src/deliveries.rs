//! What the consumers of a process have taken from their queues: the broker reports what waits in a queue, but
//! not to everyone what it has handed out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lapin::message::Delivery;

/// The deliveries that the consumers of one [`Bus`](crate::Bus) took, those delivered again included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deliveries {
    pub taken: u64,
    /// Of these: neither acked nor handed back yet.
    pub in_flight: u64,
    /// How often one was sent to wait on a rung of the retry ladder.
    pub retried: u64,
}

#[derive(Default)]
pub(crate) struct Counts {
    taken: AtomicU64,
    settled: AtomicU64,
    retried: AtomicU64,
}

impl Counts {
    pub(crate) fn read(&self) -> Deliveries {
        // In this order: a delivery is taken before it is retried, and retried before it is settled.
        let settled = self.settled.load(Ordering::SeqCst);
        let retried = self.retried.load(Ordering::SeqCst);
        let taken = self.taken.load(Ordering::SeqCst);
        Deliveries { taken, in_flight: taken.saturating_sub(settled), retried }
    }

    pub(crate) fn add_retried(&self) {
        self.retried.fetch_add(1, Ordering::SeqCst);
    }
}

/// A delivery, in flight until it is dropped.
pub(crate) struct Taken {
    pub(crate) delivery: Delivery,
    counts: Arc<Counts>,
}

impl Taken {
    pub(crate) fn new(delivery: Delivery, counts: &Arc<Counts>) -> Self {
        counts.taken.fetch_add(1, Ordering::SeqCst);
        Self { delivery, counts: Arc::clone(counts) }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.counts.settled.fetch_add(1, Ordering::SeqCst);
    }
}
