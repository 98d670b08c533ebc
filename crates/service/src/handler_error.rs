//! Why a message could not be handled.

use std::error::Error;

use bus::{Disposed, Disposition};
use contracts::DecodeError;
use domain::OrganizationId;

/// What can go wrong in a handler, and what follows for the message.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    #[error("could not read the message")]
    Message(#[from] DecodeError),
    /// The message is well-formed, but what it carries can't be read.
    #[error("could not read {what}")]
    Content { what: &'static str, source: Box<dyn Error + Send + Sync> },
    #[error("the message is of no organization")]
    NoOrganization,
    #[error("the message was published for {published_for}, and names another organization")]
    OtherOrganization { published_for: OrganizationId },
    #[error("could not find the organization")]
    UnknownOrganization,
    /// What is done is on record; a later try does the rest.
    #[error("could not finish {unfinished} of {what} yet")]
    Unfinished { unfinished: usize, what: &'static str },
    #[error("could not use the database")]
    Database(#[from] db::Error),
}

impl HandlerError {
    /// `what` the message carries can't be read.
    pub fn unreadable<E: Error + Send + Sync + 'static>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self::Content { what, source: Box::new(error) }
    }
}

impl Disposed for HandlerError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Message(_)
            | Self::Content { .. }
            | Self::NoOrganization
            | Self::OtherOrganization { .. }
            | Self::UnknownOrganization => Disposition::Reject,
            Self::Unfinished { .. } => Disposition::Retry,
            Self::Database(error) => outbox::disposition(error),
        }
    }
}
