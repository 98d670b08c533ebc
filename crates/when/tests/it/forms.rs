//! What was understood, as the tables write it.

use chrono::{DateTime, NaiveTime, TimeZone as _};
use domain::Zone;
use when::{Span, Unclear, When};

pub(crate) fn written(understood: &Result<When, Unclear>) -> String {
    match understood {
        Ok(when) => form(when),
        Err(Unclear::NotUnderstood) => "not understood".into(),
        Err(Unclear::Ambiguous(moments)) => {
            let moments: Vec<_> = moments.iter().copied().map(lettered).collect();
            format!("ambiguous {}", moments.join(", "))
        }
        Err(Unclear::WhichDay(days)) => {
            let days: Vec<_> = days.iter().map(ToString::to_string).collect();
            format!("which day {}", days.join(", "))
        }
        Err(Unclear::Past(at)) => format!("past {}", lettered(*at)),
        Err(Unclear::Skipped(local)) => format!("skipped {}", local.format("%Y-%m-%d %H:%M")),
        Err(Unclear::NoSuchDate) => "no such date".into(),
        Err(Unclear::TooFar) => "too far".into(),
    }
}

fn form(when: &When) -> String {
    match when {
        When::At(at) => format!("at {}", lettered(*at)),
        When::Within(span) => format!("within {} {}", span.day, hours(span)),
        When::Days(spans) => several(spans),
        When::Either(several) => {
            let several: Vec<_> = several.iter().map(form).collect();
            format!("either {}", several.join(" | "))
        }
    }
}

/// The first day and the last, and the hours where they are not the whole day.
fn several(spans: &[Span]) -> String {
    let [first, .., last] = spans else { panic!("fewer than two days: {spans:?}") };
    let whole = format!("days {}..{}", first.day, last.day);
    let some: Vec<_> = spans.iter().map(hours).collect();
    // Of today what is left counts.
    let (today, others) = some.split_first().unwrap();
    match others.iter().find(|hours| *hours != "00:00..24:00") {
        None if today.ends_with("..24:00") => whole,
        Some(each) if others.iter().all(|hours| hours == each) => format!("{whole}, {each}"),
        _ => format!("{whole}, {}", some.join(", ")),
    }
}

fn hours(span: &Span) -> String {
    assert_eq!(span.from.date_naive(), span.day);
    let is_end_of_day = span.until.time() == NaiveTime::MIN;
    let until = if is_end_of_day { "24:00".into() } else { span.until.format("%H:%M").to_string() };
    format!("{}..{until}", span.from.format("%H:%M"))
}

/// With the zone's letters where the clocks show the time twice.
pub(crate) fn lettered(at: DateTime<Zone>) -> String {
    let is_repeated = at.timezone().from_local_datetime(&at.naive_local()).single().is_none();
    at.format(if is_repeated { "%Y-%m-%d %H:%M %Z" } else { "%Y-%m-%d %H:%M" }).to_string()
}
