//! The moments of a local time, where the clocks may have changed.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use domain::Zone;

use crate::clock::{DAY, HOUR};
use crate::unclear::Unclear;

/// No zone leaves out more of a day than this, but for one that changed sides of the date line.
const MAX_SKIPPED_MINUTES: i64 = 180;

/// The moments at a minute of a day, past `DAY` in the next one: two where the clocks go back.
pub(crate) fn moments(zone: Zone, day: NaiveDate, minutes: u32) -> Result<Vec<DateTime<Zone>>, Unclear> {
    let local = local(day, minutes).ok_or(Unclear::TooFar)?;
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) => Ok(vec![moment]),
        MappedLocalTime::Ambiguous(first, second) => Ok(vec![first.min(second), first.max(second)]),
        MappedLocalTime::None => Err(Unclear::Skipped(local)),
    }
}

/// The first moment that is not before a local time.
pub(crate) fn edge(zone: Zone, day: NaiveDate, minutes: u32) -> Result<DateTime<Zone>, Unclear> {
    let local = local(day, minutes).ok_or(Unclear::TooFar)?;
    (0..=MAX_SKIPPED_MINUTES)
        .find_map(|later| zone.from_local_datetime(&(local + TimeDelta::minutes(later))).earliest())
        .ok_or(Unclear::NoSuchDate)
}

fn local(day: NaiveDate, minutes: u32) -> Option<NaiveDateTime> {
    let minute = minutes % DAY;
    day.checked_add_days(Days::new((minutes / DAY).into()))?.and_hms_opt(minute / HOUR, minute % HOUR, 0)
}
