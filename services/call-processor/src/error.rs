//! Why an event could not be handled.

use bus::{Disposed, Disposition};

/// What can go wrong in the handlers of our own events.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EventError {
    #[error("expected {0} in the event")]
    Field(&'static str),
    #[error("could not use the database")]
    Database(#[from] db::Error),
}

impl Disposed for EventError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Field(_) => Disposition::Reject,
            Self::Database(error) => outbox::disposition(error),
        }
    }
}
