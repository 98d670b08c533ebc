//! English.

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::Day;

pub(super) fn moment(day_said: Day, at: NaiveTime) -> String {
    format!("{} at {}", day(day_said), time(at))
}

pub(super) fn time(at: NaiveTime) -> String {
    match (at.hour(), at.minute()) {
        (12, 0) => "noon".into(),
        (_, 0) => at.format("%-I %p").to_string(),
        _ => at.format("%-I:%M %p").to_string(),
    }
}

pub(super) fn day(day: Day) -> String {
    match day {
        Day::Yesterday => "yesterday".into(),
        Day::Today => "today".into(),
        Day::Tomorrow => "tomorrow".into(),
        Day::Near(date) => near(date),
        Day::Far(date) => date.format("%A, %B %-d, %Y").to_string(),
    }
}

fn near(date: NaiveDate) -> String {
    date.format("%A, %B %-d").to_string()
}
