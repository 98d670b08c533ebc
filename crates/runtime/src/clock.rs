//! The clock and the maker of ids. Code that decides takes both as arguments.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
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

/// That long before `now`, at the earliest in 1970: a setting may name any length of time.
pub fn before(now: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
    let earlier = TimeDelta::from_std(span).ok().and_then(|span| now.checked_sub_signed(span));
    earlier.unwrap_or_default().max(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_span_reaches_back_before_1970() {
        let now = DateTime::from_timestamp(1_000, 0).unwrap();
        assert_eq!(before(now, Duration::from_secs(400)), DateTime::from_timestamp(600, 0).unwrap());
        assert_eq!(before(now, Duration::from_secs(2_000)), DateTime::UNIX_EPOCH);
        assert_eq!(before(now, Duration::MAX), DateTime::UNIX_EPOCH);
    }
}
