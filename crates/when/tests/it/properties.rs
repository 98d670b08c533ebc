//! What holds for any words and any moment.

use chrono::{DateTime, NaiveDate, Offset as _, TimeDelta, TimeZone as _};
use domain::{Country, Language, Zone};
use proptest::prelude::*;
use when::{Span, Unclear, When, say, understand, understand_phrase};

const ZONES: [&str; 8] = [
    "America/New_York",
    "Europe/Moscow",
    "Europe/London",
    "Asia/Kolkata",
    // Changes by half an hour, at midnight, in Ramadan, and never again.
    "Australia/Lord_Howe",
    "America/Havana",
    "Africa/Casablanca",
    "America/Vancouver",
];

const COUNTRIES: [&str; 6] = ["US", "GB", "RU", "CA", "JP", "IN"];

/// Words that mean something, so that phrases of them go deep.
const WORDS: &str = "tomorrow today tonight next this friday monday the on at in a and of to past after before by between \
    from 2 5 7 12 13 24 31 99 2026 2030 2:30 14:00 02:30 5.11 11/5 31.02.2027 2026-11-24 2027-03-14T02:30:00 am pm noon \
    midnight morning night half quarter hours minutes days weeks month first 5th thirty november february asap from now \
    - + , завтра сегодня ночью ночи утра дня вечера в на через час часа часов минут неделю без полтретьего третьего \
    половине пятницу следующую ноября года числа после до с двух \
    or or later no earlier than weekend early late end of through december / & , 2pm 330 1430 est utc+3 eastern z T14:00 \
    12-04 20261204 14:00:00-05:00 within two in 2-3 hours fridays from weekday after next twenty hundred one a p \
    или по выходные начале недели декабря мск ближайшие не раньше часок в 14-30 5.12 ноль";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_string_is_answered_and_never_with_the_past(phrase in ".{0,220}", time in proptest::option::of(".{0,20}"), now in now()) {
        is_ahead(&understand(&phrase, time.as_deref(), now, None), now)?;
    }

    #[test]
    fn any_words_are_answered_and_never_with_the_past(
        phrase in phrase(), now in now(), country in country(), into_minute in 0_i64..60_000
    ) {
        let now = now + TimeDelta::milliseconds(into_minute);
        is_ahead(&understand_phrase(&phrase, now, country), now)?;
    }

    #[test]
    fn what_is_understood_is_said_and_understood_as_the_same_moment(
        phrase in phrase(), now in now(), country in country(), russian: bool
    ) {
        if let Ok(When::At(at)) = understand_phrase(&phrase, now, country)
            && at.timestamp() % 60 == 0
        {
            is_said_and_understood(at, now, country, russian)?;
        }
    }

    #[test]
    fn what_is_said_is_understood_as_the_same_moment(
        now in now(), country in country(), minutes in 0_i64..700 * 24 * 60, russian: bool
    ) {
        is_said_and_understood(now + TimeDelta::minutes(minutes), now, country, russian)?;
    }
}

#[test]
fn around_the_clock_changes_of_every_zone_a_moment_is_said_and_understood() {
    let mut changes = 0;
    for name in Zone::all() {
        let zone: Zone = name.parse().unwrap();
        for change in changes_of(zone) {
            changes += 1;
            for minutes in (-100..100).step_by(20) {
                let at = change + TimeDelta::minutes(minutes);
                for before in [15, 24 * 60] {
                    let now = at - TimeDelta::minutes(before);
                    is_said_and_understood(at, now, None, minutes % 40 == 0).unwrap();
                    let local = at.format("%Y-%m-%d %H:%M").to_string();
                    is_ahead(&understand_phrase(&local, now, None), now).unwrap();
                }
            }
        }
    }
    assert!(changes > 300, "{changes} changes");
}

/// The changes of two years.
fn changes_of(zone: Zone) -> Vec<DateTime<Zone>> {
    let start =
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp();
    let offset = |at: i64| zone.timestamp_opt(at, 0).unwrap().offset().fix();
    let mut changes = Vec::new();
    for day in 0..730 {
        let (mut before, mut after) = (start + day * 86_400, start + (day + 1) * 86_400);
        if offset(before) == offset(after) {
            continue;
        }
        while after - before > 60 {
            let middle = i64::midpoint(before, after) / 60 * 60;
            if offset(middle) == offset(before) { before = middle } else { after = middle }
        }
        changes.push(zone.timestamp_opt(after, 0).unwrap());
    }
    changes
}

#[test]
fn a_phrase_that_is_too_long_is_not_understood() {
    let now = Zone::utc().timestamp_opt(1_800_000_000, 0).unwrap();
    let padded = |spaces: usize| format!("tomorrow{}", " ".repeat(spaces));
    assert!(understand_phrase(&padded(192), now, None).is_ok());
    assert_eq!(understand_phrase(&padded(193), now, None), Err(Unclear::NotUnderstood));
}

/// Whole minutes of a few years, and often one near a change of the clocks.
fn now() -> impl Strategy<Value = DateTime<Zone>> {
    const MINUTE: i64 = 60;
    let any = 1_767_225_600 / MINUTE..1_893_456_000 / MINUTE;
    // New York in March and November 2026, London in March and October.
    let change = prop::sample::select(vec![1_772_953_200, 1_793_512_800, 1_774_746_000, 1_792_890_000_i64]);
    let near_change = (change, -180_i64..180).prop_map(|(change, minutes)| change / MINUTE + minutes);
    (prop::sample::select(ZONES.to_vec()), prop_oneof![any, near_change])
        .prop_map(|(zone, minute)| zone.parse::<Zone>().unwrap().timestamp_opt(minute * MINUTE, 0).unwrap())
}

fn country() -> impl Strategy<Value = Option<Country>> {
    prop::option::of(prop::sample::select(COUNTRIES.to_vec()))
        .prop_map(|code| code.map(|code| code.parse().unwrap()))
}

fn phrase() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    prop::collection::vec(prop::sample::select(words), 0..8).prop_map(|words| words.join(" "))
}

fn is_said_and_understood(
    at: DateTime<Zone>,
    now: DateTime<Zone>,
    country: Option<Country>,
    russian: bool,
) -> Result<(), TestCaseError> {
    let said = say(at, now, if russian { Language::Ru } else { Language::En });
    prop_assert!(!said.contains('\n'));
    let understood = understand_phrase(&said, now, country);
    prop_assert_eq!(&understood, &Ok(When::At(at)), "{} ({}), now {}", said, at.timezone(), now);
    Ok(())
}

fn is_ahead(understood: &Result<When, Unclear>, now: DateTime<Zone>) -> Result<(), TestCaseError> {
    match understood {
        Ok(when) => is_when_ahead(when, now)?,
        Err(Unclear::Ambiguous(moments)) => {
            prop_assert!(moments.len() >= 2 && moments.is_sorted() && moments.iter().all(|at| *at >= now));
        }
        Err(Unclear::WhichDay(days)) => prop_assert!(days.len() >= 2 && days.is_sorted()),
        Err(Unclear::Past(at)) => prop_assert!(*at <= now),
        Err(_) => {}
    }
    Ok(())
}

fn is_when_ahead(when: &When, now: DateTime<Zone>) -> Result<(), TestCaseError> {
    let is_span =
        |span: &Span| span.from >= now && span.from < span.until && span.from.date_naive() == span.day;
    match when {
        When::At(at) => prop_assert!(*at >= now),
        When::Within(span) => prop_assert!(is_span(span)),
        When::Days(days) => {
            prop_assert!(
                days.len() >= 2 && days.iter().all(is_span) && days.is_sorted_by_key(|span| span.day)
            );
        }
        When::Either(several) => {
            prop_assert!(several.len() >= 2);
            for when in several {
                prop_assert!(!matches!(when, When::Either(_)));
                is_when_ahead(when, now)?;
            }
        }
    }
    Ok(())
}
