//! The wording, in either language.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone as _};
use domain::Language::{En, Ru};
use domain::Zone;
use when::{say, say_day, say_time};

#[test]
fn a_moment_is_said_as_a_person_says_it() {
    for (at, english, russian) in [
        ("2026-11-23 14:30", "today at 2:30 PM", "сегодня в 14:30"),
        ("2026-11-24 14:30", "tomorrow at 2:30 PM", "завтра в 14:30"),
        ("2026-11-24 12:00", "tomorrow at noon", "завтра в 12:00"),
        ("2026-11-25 00:00", "Wednesday, November 25 at 12 AM", "в среду, 25 ноября, в 0:00"),
        ("2026-12-01 09:00", "Tuesday, December 1 at 9 AM", "во вторник, 1 декабря, в 9:00"),
        ("2026-12-01 02:05", "Tuesday, December 1 at 2:05 AM", "во вторник, 1 декабря, в 2:05 ночи"),
        ("2026-12-01 07:00", "Tuesday, December 1 at 7 AM", "во вторник, 1 декабря, в 7:00 утра"),
        (
            "2027-11-23 19:00",
            "Tuesday, November 23, 2027 at 7 PM",
            "во вторник, 23 ноября 2027 года, в 19:00",
        ),
        ("2026-11-22 09:00", "yesterday at 9 AM", "вчера в 9:00"),
    ] {
        assert_eq!(say(new_york(at), now(), En), english);
        assert_eq!(say(new_york(at), now(), Ru), russian);
    }
}

#[test]
fn in_the_hour_that_comes_twice_the_offset_is_named() {
    let first = new_york("2026-11-01 01:30");
    let now = new_york("2026-10-31 10:00");
    assert_eq!(say(first, now, En), "tomorrow at 1:30 AM (UTC-4)");
    assert_eq!(say(first + TimeDelta::hours(1), now, Ru), "завтра в 1:30 ночи (UTC-5)");
}

#[test]
fn the_time_and_the_day_are_said_alone() {
    let at = new_york("2026-11-27 16:00");
    assert_eq!(say_time(at, En), "4 PM");
    assert_eq!(say_time(at, Ru), "16:00");
    assert_eq!(say_day(at, now(), En), "Friday, November 27");
    assert_eq!(say_day(at, now(), Ru), "в пятницу, 27 ноября");
}

fn now() -> DateTime<Zone> {
    new_york("2026-11-23 10:00")
}

fn new_york(local: &str) -> DateTime<Zone> {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    "America/New_York".parse::<Zone>().unwrap().from_local_datetime(&local).earliest().unwrap()
}
