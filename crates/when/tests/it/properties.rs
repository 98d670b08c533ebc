//! What holds for any words and any moment.

use chrono::{DateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use domain::Language;
use proptest::prelude::*;
use when::{Unclear, When, say, understand, understand_phrase};

const ZONES: [Tz; 6] = [
    Tz::America__New_York,
    Tz::Europe__Moscow,
    Tz::Europe__London,
    Tz::Asia__Kolkata,
    // Changes by half an hour, and at midnight.
    Tz::Australia__Lord_Howe,
    Tz::America__Havana,
];

/// Words that mean something, so that phrases of them go deep.
const WORDS: &str = "tomorrow today tonight next this friday monday the on at in a and of to past after before by between \
    from 2 5 7 12 13 24 31 99 2026 2030 2:30 14:00 02:30 5.11 11/5 31.02.2027 2026-11-24 2027-03-14T02:30:00 am pm noon \
    midnight morning night half quarter hours minutes days weeks month first 5th thirty november february asap from now \
    - + , завтра сегодня ночью ночи утра дня вечера в на через час часа часов минут неделю без полтретьего третьего \
    половине пятницу следующую ноября года числа после до с двух";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_string_is_answered_and_never_with_the_past(phrase in ".{0,220}", time in proptest::option::of(".{0,20}"), now in now()) {
        is_ahead(understand(&phrase, time.as_deref(), now), now)?;
    }

    #[test]
    fn any_words_are_answered_and_never_with_the_past(phrase in phrase(), now in now(), into_minute in 0_i64..60_000) {
        let now = now + TimeDelta::milliseconds(into_minute);
        is_ahead(understand_phrase(&phrase, now), now)?;
    }

    #[test]
    fn what_is_said_is_understood_as_the_same_moment(now in now(), minutes in 0_i64..700 * 24 * 60, russian: bool) {
        let at = now + TimeDelta::minutes(minutes);
        let language = if russian { Language::Ru } else { Language::En };
        let said = say(at, now, language);
        prop_assert!(!said.contains('\n'));
        match understand_phrase(&said, now) {
            Ok(When::At(understood)) => prop_assert_eq!(understood, at, "{}", said),
            // The hour that comes twice is said the same way both times.
            Err(Unclear::Ambiguous(moments)) => {
                prop_assert!(moments.contains(&at) && is_repeated(at), "{}", said);
            }
            other => prop_assert!(false, "{}: {:?}", said, other),
        }
    }
}

#[test]
fn a_phrase_that_is_too_long_is_not_understood() {
    let now = Tz::UTC.timestamp_opt(1_800_000_000, 0).unwrap();
    let padded = |spaces: usize| format!("tomorrow{}", " ".repeat(spaces));
    assert!(understand_phrase(&padded(192), now).is_ok());
    assert_eq!(understand_phrase(&padded(193), now), Err(Unclear::NotUnderstood));
}

/// Whole minutes of a few years, and often one near a change of the clocks.
fn now() -> impl Strategy<Value = DateTime<Tz>> {
    const MINUTE: i64 = 60;
    let any = 1_767_225_600 / MINUTE..1_893_456_000 / MINUTE;
    // New York in March and November 2026, London in March and October.
    let change = prop::sample::select(vec![1_772_953_200, 1_793_512_800, 1_774_746_000, 1_792_890_000_i64]);
    let near_change = (change, -180_i64..180).prop_map(|(change, minutes)| change / MINUTE + minutes);
    (prop::sample::select(ZONES.to_vec()), prop_oneof![any, near_change])
        .prop_map(|(zone, minute)| zone.timestamp_opt(minute * MINUTE, 0).unwrap())
}

fn phrase() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    prop::collection::vec(prop::sample::select(words), 0..8).prop_map(|words| words.join(" "))
}

fn is_ahead(understood: Result<When, Unclear>, now: DateTime<Tz>) -> Result<(), TestCaseError> {
    match understood {
        Ok(When::At(at)) => prop_assert!(at >= now),
        Ok(When::Within(span)) => prop_assert!(span.from >= now && span.from < span.until),
        Err(Unclear::Ambiguous(moments)) => {
            prop_assert!(moments.len() >= 2 && moments.is_sorted() && moments.iter().all(|at| *at >= now));
        }
        Err(Unclear::Past(at)) => prop_assert!(at <= now),
        Err(_) => {}
    }
    Ok(())
}

fn is_repeated(at: DateTime<Tz>) -> bool {
    at.timezone().from_local_datetime(&at.naive_local()).single().is_none()
}
