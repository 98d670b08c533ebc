//! When the caller means, or how to ask again.

use bookings::RequestedTime;
use chrono::{DateTime, DurationRound as _, TimeDelta, Timelike as _};
use chrono_tz::Tz;
use when::{Unclear, When};

use crate::spoken::{AboutTime, SpokenLine};

/// "In two hours" is rounded up to this.
const ROUND: i64 = 5;

/// At most 3 readings of what was said are read out: more are not remembered by ear.
const MAX_READINGS: usize = 3;

/// A date and a time said apart, or both in the first.
pub(crate) fn understand(
    date: &str,
    time: Option<&str>,
    now: DateTime<Tz>,
) -> Result<RequestedTime, SpokenLine> {
    match when::understand(date, time, now) {
        Ok(When::At(at)) if at <= now => Ok(RequestedTime::Soonest),
        Ok(When::At(at)) => Ok(RequestedTime::At(rounded(at))),
        Ok(When::Within(span)) => Ok(RequestedTime::Within(span.from.max(now), span.until)),
        Err(Unclear::Ambiguous(mut readings)) => {
            // The hour that comes twice when the clocks go back sounds the same both times.
            readings.dedup_by_key(|at| at.naive_local());
            match readings.as_slice() {
                [only] => Ok(RequestedTime::At(*only)),
                _ => Err(ask_again(Unclear::Ambiguous(readings)).into()),
            }
        }
        Err(unclear) => Err(ask_again(unclear).into()),
    }
}

fn rounded(at: DateTime<Tz>) -> DateTime<Tz> {
    if at.second() == 0 && at.nanosecond() == 0 {
        return at;
    }
    at.duration_round_up(TimeDelta::minutes(ROUND)).unwrap_or(at)
}

fn ask_again(unclear: Unclear) -> AboutTime {
    match unclear {
        Unclear::NotUnderstood => AboutTime::NotUnderstood,
        Unclear::Ambiguous(mut readings) => {
            readings.truncate(MAX_READINGS);
            AboutTime::Ambiguous(readings)
        }
        Unclear::Past(at) => AboutTime::Past(at),
        Unclear::Skipped(local) => AboutTime::Skipped(local),
        Unclear::NoSuchDate => AboutTime::NoSuchDate,
        Unclear::TooFar => AboutTime::TooFar,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use chrono_tz::America::New_York;

    use super::*;

    #[test]
    fn of_the_hour_that_comes_twice_the_first_is_meant() {
        let now = New_York.with_ymd_and_hms(2026, 10, 31, 10, 0, 0).unwrap();
        let first = New_York.with_ymd_and_hms(2026, 11, 1, 1, 30, 0).earliest().unwrap();
        assert_eq!(understand("tomorrow", Some("1:30 am"), now), Ok(RequestedTime::At(first)));
    }
}
