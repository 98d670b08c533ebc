//! Why the notifications of one thing are not all done.

use bus::{Disposed, Disposition};
use contracts::DecodeError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum NotifyError {
    #[error("could not read the event")]
    Event(#[from] DecodeError),
    #[error("could not find the organization")]
    NoOrganization,
    #[error("could not use the database")]
    Database(#[from] db::Error),
    /// What was wrong with each is in its row.
    #[error("could not finish {unfinished} of the notifications yet")]
    Unfinished { unfinished: usize },
}

impl Disposed for NotifyError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Event(_) | Self::NoOrganization => Disposition::Reject,
            Self::Database(error) => outbox::disposition(error),
            Self::Unfinished { .. } => Disposition::Retry,
        }
    }
}
