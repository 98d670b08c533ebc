//! A moment as a person says it. What is said is understood back as the same moment.

mod en;
mod ru;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use domain::Language;

/// Up to here a date without its year is the next one to come; farther, a listener would wonder.
const MAX_DAYS_WITHOUT_YEAR: i64 = 300;

/// Says a moment: "tomorrow at 2:30 PM", "во вторник, 24 ноября, в 9:00".
pub fn say(at: DateTime<Tz>, now: DateTime<Tz>, language: Language) -> String {
    let day = Day::of(at, now);
    match language {
        Language::En => en::moment(day, at.time()),
        Language::Ru => ru::moment(day, at.time()),
    }
}

/// Says the time of day alone: "2:30 PM", "14:30".
pub fn say_time(at: DateTime<Tz>, language: Language) -> String {
    match language {
        Language::En => en::time(at.time()),
        Language::Ru => ru::time(at.time()),
    }
}

/// Says the day alone: "tomorrow", "во вторник, 24 ноября".
pub fn say_day(at: DateTime<Tz>, now: DateTime<Tz>, language: Language) -> String {
    let day = Day::of(at, now);
    match language {
        Language::En => en::day(day),
        Language::Ru => ru::day(day),
    }
}

/// A day, as far from today as matters to the words for it.
#[derive(Clone, Copy)]
enum Day {
    Yesterday,
    Today,
    Tomorrow,
    Near(NaiveDate),
    Far(NaiveDate),
}

impl Day {
    fn of(at: DateTime<Tz>, now: DateTime<Tz>) -> Self {
        let day = at.date_naive();
        let today = now.with_timezone(&at.timezone()).date_naive();
        match (day - today).num_days() {
            -1 => Self::Yesterday,
            0 => Self::Today,
            1 => Self::Tomorrow,
            days if days.abs() <= MAX_DAYS_WITHOUT_YEAR => Self::Near(day),
            _ => Self::Far(day),
        }
    }
}
