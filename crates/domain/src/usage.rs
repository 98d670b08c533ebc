//! What a call uses.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Whole seconds between the two times, to the nearest; 0 when one is missing or they are in the wrong order.
pub fn seconds(started_at: Option<DateTime<Utc>>, ended_at: Option<DateTime<Utc>>) -> u32 {
    let (Some(started_at), Some(ended_at)) = (started_at, ended_at) else {
        return 0;
    };
    let milliseconds = (ended_at - started_at).num_milliseconds();
    u32::try_from(milliseconds.saturating_add(500).div_euclid(1000)).unwrap_or(0)
}

/// The day that a moment counts for, where the organization is.
pub fn day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn seconds_are_rounded_to_the_nearest() {
        let start = at("2026-11-20T16:00:02.649Z");
        assert_eq!(seconds(Some(start), Some(at("2026-11-20T16:00:18.100Z"))), 15);
        assert_eq!(seconds(Some(start), Some(at("2026-11-20T16:00:18.149Z"))), 16);
    }

    #[test]
    fn a_call_that_never_started_uses_nothing() {
        let end = at("2026-11-20T16:00:18Z");
        assert_eq!(seconds(None, Some(end)), 0);
        assert_eq!(seconds(Some(end), None), 0);
        assert_eq!(seconds(Some(end), Some(end - chrono::Duration::seconds(9))), 0);
    }

    #[test]
    fn the_day_is_the_organizations_own() {
        let late = at("2026-11-21T06:30:00Z");
        assert_eq!(day(late, chrono_tz::America::Los_Angeles).to_string(), "2026-11-20");
        assert_eq!(day(late, chrono_tz::Europe::Moscow).to_string(), "2026-11-21");
    }
}
