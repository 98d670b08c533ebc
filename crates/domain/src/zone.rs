//! Time zones, with the rules that are in force.

mod data;
mod name;
mod release;
mod system;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use jiff::Timestamp;
use jiff::tz::{self, AmbiguousOffset};

use self::data::{DATABASE, Rules};

pub use self::data::{ZoneData, ZoneDataSource, zone_data};

/// A time zone by its IANA name, such as `America/New_York`. A name that is only a link to another zone stays
/// as it is written.
#[derive(Clone, Copy)]
pub struct Zone(&'static Rules);

/// How far a zone's clocks are from UTC at a moment.
#[derive(Clone, Copy)]
pub struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
    /// A moment of this offset: its abbreviation is looked up where somebody asks for it.
    at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a time zone's IANA name, such as America/New_York")]
pub struct UnknownZone;

static UTC: Rules = Rules { name: "UTC", clocks: tz::TimeZone::UTC };

/// All that were asked for, kept for good: there are some two hundred in all zones.
static ABBREVIATIONS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Zone {
    pub fn utc() -> Self {
        Self(&UTC)
    }

    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The names of all zones, in alphabetical order.
    pub fn all() -> impl Iterator<Item = &'static str> {
        DATABASE.names()
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        DATABASE.rules(name).map(Self).ok_or(UnknownZone)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.name().hash(hasher);
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    /// Any offset of the day; none of a day that the clocks skip as a whole.
    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        let at_hour = |hour| self.offset_from_local_datetime(&local.and_hms_opt(hour, 0, 0)?).earliest();
        at_hour(0).or_else(|| at_hour(12)).map_or(MappedLocalTime::None, MappedLocalTime::Single)
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        let shown = as_if_utc(local);
        let of = |offset: tz::Offset| {
            let at = timestamp(shown.as_second() - i64::from(offset.seconds()));
            ZoneOffset::new(*self, offset, at)
        };
        match self.0.clocks.to_ambiguous_timestamp(tz::Offset::UTC.to_datetime(shown)).offset() {
            AmbiguousOffset::Unambiguous { offset } => MappedLocalTime::Single(of(offset)),
            AmbiguousOffset::Gap { .. } => MappedLocalTime::None,
            AmbiguousOffset::Fold { before, after } => MappedLocalTime::Ambiguous(of(before), of(after)),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        let at = as_if_utc(utc);
        ZoneOffset::new(*self, self.0.clocks.to_offset(at), at)
    }
}

/// Whole seconds are enough, as clocks change at whole seconds.
fn as_if_utc(shown: &NaiveDateTime) -> Timestamp {
    timestamp(shown.and_utc().timestamp())
}

/// The years of `chrono` go on where those of `jiff` end, at 9999: what is further away is taken as their end.
fn timestamp(seconds: i64) -> Timestamp {
    let seconds = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(seconds).unwrap_or_default()
}

impl ZoneOffset {
    fn new(zone: Zone, offset: tz::Offset, at: Timestamp) -> Self {
        // No zone is a whole day off, which `jiff` would allow.
        let offset = FixedOffset::east_opt(offset.seconds()).unwrap_or_else(|| Utc.fix());
        Self { zone, offset, at }
    }

    /// What people call it where they do, such as `EST`; else its hours, such as `+11`.
    pub fn abbreviation(self) -> &'static str {
        kept(self.zone.0.clocks.to_offset_info(self.at).abbreviation())
    }
}

fn kept(abbreviation: &str) -> &'static str {
    let mut known = ABBREVIATIONS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(&known) = known.get(abbreviation) {
        return known;
    }
    let kept: &'static str = String::leak(abbreviation.to_owned());
    known.insert(kept);
    kept
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.abbreviation())
    }
}

impl fmt::Debug for ZoneOffset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.abbreviation())
    }
}
