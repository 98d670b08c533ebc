//! `phrases.txt`, row by row.

use std::fmt::Write as _;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use when::{Span, Unclear, When, understand, understand_phrase};

const ROWS: &str = include_str!("../phrases.txt");

#[test]
fn every_phrase_of_the_table_comes_to_what_the_table_says() {
    let rows = ROWS.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    let mut wrong = String::new();
    let mut count = 0;
    for row in rows {
        let [phrase, zone, clock, expected] =
            row.split('|').map(str::trim).collect::<Vec<_>>().try_into().expect("four columns");
        let now = clock_of(clock, zone.parse().expect("a zone"));
        let understood = match phrase.split_once(" + ") {
            Some((date, time)) => understand(date, Some(time), now),
            None => understand_phrase(phrase, now),
        };
        let result = written(&understood);
        if result != expected {
            writeln!(wrong, "{phrase} ({zone}, {clock}): {result}, not {expected}").unwrap();
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= 120, "{count} rows");
}

fn clock_of(clock: &str, zone: Tz) -> DateTime<Tz> {
    let (local, letters) = clock.split_at("2026-11-23 10:00".len());
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").expect("a clock");
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(now) if letters.is_empty() => now,
        MappedLocalTime::Ambiguous(first, second) => [first, second]
            .into_iter()
            .find(|now| lettered(*now).ends_with(letters))
            .expect("one of two clocks"),
        _ => panic!("{clock} is no clock of {zone}"),
    }
}

fn written(understood: &Result<When, Unclear>) -> String {
    match understood {
        Ok(When::At(at)) => format!("at {}", lettered(*at)),
        Ok(When::Within(span)) => format!("within {}", hours(span)),
        Err(Unclear::NotUnderstood) => "not understood".into(),
        Err(Unclear::Ambiguous(moments)) => {
            let moments: Vec<_> = moments.iter().copied().map(lettered).collect();
            format!("ambiguous {}", moments.join(", "))
        }
        Err(Unclear::Past(at)) => format!("past {}", lettered(*at)),
        Err(Unclear::Skipped(local)) => format!("skipped {}", local.format("%Y-%m-%d %H:%M")),
        Err(Unclear::NoSuchDate) => "no such date".into(),
        Err(Unclear::TooFar) => "too far".into(),
    }
}

fn hours(span: &Span) -> String {
    assert_eq!(span.from.date_naive(), span.day);
    let is_end_of_day = span.until.time() == NaiveTime::MIN;
    let until = if is_end_of_day { "24:00".into() } else { span.until.format("%H:%M").to_string() };
    format!("{}..{until}", span.from.format("%Y-%m-%d %H:%M"))
}

/// With the zone's letters where the clocks show the time twice.
fn lettered(at: DateTime<Tz>) -> String {
    let is_repeated = at.timezone().from_local_datetime(&at.naive_local()).single().is_none();
    at.format(if is_repeated { "%Y-%m-%d %H:%M %Z" } else { "%Y-%m-%d %H:%M" }).to_string()
}
