//! What a call uses.

use crate::Zone;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// At most thirteen hours: Vapi ends a call after twelve, so what is longer was no call.
pub const LONGEST_CALL: TimeDelta = TimeDelta::hours(13);

/// Whole seconds between the two times, to the nearest; `None` when one is missing, or when they are not the
/// start and the end of one call.
pub fn seconds(started_at: Option<DateTime<Utc>>, ended_at: Option<DateTime<Utc>>) -> Option<u32> {
    whole_seconds(ended_at? - started_at?)
}

/// Whole seconds, to the nearest; `None` when no call can last so long.
pub fn whole_seconds(lasted: TimeDelta) -> Option<u32> {
    let lasted = (TimeDelta::zero()..=LONGEST_CALL).contains(&lasted).then_some(lasted)?;
    u32::try_from(lasted.num_milliseconds().saturating_add(500).div_euclid(1000)).ok()
}

/// The day that a moment counts for, where the organization is.
pub fn day(at: DateTime<Utc>, zone: Zone) -> NaiveDate {
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
        assert_eq!(seconds(Some(start), Some(at("2026-11-20T16:00:18.100Z"))), Some(15));
        assert_eq!(seconds(Some(start), Some(at("2026-11-20T16:00:18.149Z"))), Some(16));
        assert_eq!(seconds(Some(start), Some(start)), Some(0));
    }

    #[test]
    fn how_long_a_call_was_is_unknown_without_its_start_and_its_end() {
        let end = at("2026-11-20T16:00:18Z");
        assert_eq!(seconds(None, Some(end)), None);
        assert_eq!(seconds(Some(end), None), None);
        for before in [TimeDelta::milliseconds(1), TimeDelta::seconds(9)] {
            assert_eq!(seconds(Some(end), Some(end - before)), None, "{before}");
        }
    }

    #[test]
    fn no_call_lasts_longer_than_vapi_allows() {
        assert_eq!(whole_seconds(LONGEST_CALL), Some(46_800));
        assert_eq!(whole_seconds(LONGEST_CALL + TimeDelta::milliseconds(1)), None);
    }

    #[test]
    fn the_day_is_the_organizations_own() {
        let late = at("2026-11-21T06:30:00Z");
        assert_eq!(day(late, "America/Los_Angeles".parse().unwrap()).to_string(), "2026-11-20");
        assert_eq!(day(late, "Europe/Moscow".parse().unwrap()).to_string(), "2026-11-21");
    }
}
