//! Russian.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use super::Day;

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

pub(super) fn moment(day_said: Day, at: NaiveTime) -> String {
    let comma = if matches!(day_said, Day::Near(_) | Day::Far(_)) { "," } else { "" };
    format!("{}{comma} в {}", day(day_said), time(at))
}

/// An hour before 8 is said with its part of the day: "в 7:00" may be meant for the evening.
pub(super) fn time(at: NaiveTime) -> String {
    let part = match at.hour() {
        1..=3 => " ночи",
        4..=7 => " утра",
        _ => "",
    };
    format!("{}{part}", at.format("%-H:%M"))
}

pub(super) fn day(day: Day) -> String {
    match day {
        Day::Yesterday => "вчера".into(),
        Day::Today => "сегодня".into(),
        Day::Tomorrow => "завтра".into(),
        Day::Near(date) => near(date),
        Day::Far(date) => format!("{} {} года", near(date), date.year()),
    }
}

fn near(date: NaiveDate) -> String {
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{}, {} {month}", on_weekday(date.weekday()), date.day())
}

fn on_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "в понедельник",
        Weekday::Tue => "во вторник",
        Weekday::Wed => "в среду",
        Weekday::Thu => "в четверг",
        Weekday::Fri => "в пятницу",
        Weekday::Sat => "в субботу",
        Weekday::Sun => "в воскресенье",
    }
}
