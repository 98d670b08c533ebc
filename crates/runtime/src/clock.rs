//! The clock and the maker of ids. Code that decides takes both as arguments.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Reads the time.
#[expect(clippy::disallowed_methods, reason = "this is the place that may")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Makes an id that sorts by its time of making.
#[expect(clippy::disallowed_methods, reason = "this is the place that may")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}
