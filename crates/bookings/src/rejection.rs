//! Why an appointment is not made or changed.

use chrono::{DateTime, Utc};
use domain::Zone;

/// Nothing was written. The offers are free times near the one that was requested, in the organization's zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("there is no such service")]
    UnknownService { known: Vec<String> },
    #[error("no moment was named")]
    WhichTime { free: Vec<DateTime<Zone>> },
    #[error("nothing is free then")]
    NothingFree { offers: Vec<DateTime<Zone>> },
    #[error("the time is taken")]
    Taken { at: DateTime<Zone>, offers: Vec<DateTime<Zone>> },
    #[error("the time is outside opening hours")]
    Closed { at: DateTime<Zone>, offers: Vec<DateTime<Zone>> },
    #[error("the time is too soon")]
    TooSoon { offers: Vec<DateTime<Zone>> },
    #[error("the time is more than {horizon_days} days ahead")]
    TooFar { horizon_days: u16 },
    /// There is none, or it is over or cancelled.
    #[error("there is no such appointment")]
    NotFound,
    #[error("the appointment is then already")]
    AlreadyThen { service: String, at: DateTime<Utc> },
}

#[derive(Debug, thiserror::Error)]
pub enum BookingError {
    #[error(transparent)]
    Rejected(#[from] Rejection),
    #[error("could not use the calendar")]
    Database(#[from] db::Error),
}
