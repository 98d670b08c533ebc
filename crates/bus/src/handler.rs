//! What a service writes to consume a queue: a handler, and what its failures mean.

use std::error::Error;

use contracts::Incoming;
use domain::OrganizationId;
use uuid::Uuid;

/// Handles the messages of one queue. It never sees a delivery, an ack or a channel.
pub trait Handler: Send + Sync + 'static {
    /// Its queue, which `topology::WORK_QUEUES` must list; also its field in logs.
    const NAME: &'static str;
    type Message: Incoming;
    type Error: Error + Disposed + Send + Sync + 'static;
    /// Messages at a time at most, where that is fewer than the settings allow: for a handler whose transactions
    /// wait for the same rows, and would hold a connection each while they do.
    const MAX_CONCURRENCY: u16 = u16::MAX;

    /// Deliveries repeat and reorder; effects must not.
    fn handle(
        &self,
        received: Received<Self::Message>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Whether what the handler depends on answers again; asked while its consumer is paused.
    fn ready(&self) -> impl Future<Output = bool> + Send;
}

/// A message as a handler gets it.
#[derive(Clone, Debug)]
pub struct Received<M> {
    /// The same in every delivery of the message.
    pub id: Uuid,
    pub message: M,
    pub organization: Option<OrganizationId>,
    /// 1 for the first try; grows by one with each failure of the message's own.
    pub attempt: u32,
}

/// What becomes of a message that could not be handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Might work later: wait on the ladder.
    Retry,
    /// Never will work: dead, with the error as its reason.
    Reject,
    /// The database or the broker is down, which is not the message's fault: pause and spend no attempt.
    Unavailable,
}

pub trait Disposed {
    fn disposition(&self) -> Disposition;
}
