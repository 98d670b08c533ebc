//! Why what was said can't be used as it is.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use domain::Zone;

/// Why a time can't be used as it is: the assistant asks back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    #[error("the words are not understood as a time")]
    NotUnderstood,
    /// Two readings or more, soonest first.
    #[error("the time has {} readings", .0.len())]
    Ambiguous(Vec<DateTime<Zone>>),
    /// A date in figures that may be either of these days, soonest first: "5/12".
    #[error("the date may be one of {} days", .0.len())]
    WhichDay(Vec<NaiveDate>),
    /// A moment, or the end of a span, that is over.
    #[error("{0} is in the past")]
    Past(DateTime<Zone>),
    /// The hour that is left out when the clocks go forward.
    #[error("the clocks leave out {0}")]
    Skipped(NaiveDateTime),
    /// A day that its month does not have, or a weekday that its date does not fall on.
    #[error("there is no such date")]
    NoSuchDate,
    /// More than two years ahead.
    #[error("the time is too far ahead")]
    TooFar,
}
