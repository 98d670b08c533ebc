//! A moment as a person says it. What is said is understood back as the same moment.

mod en;
mod ru;

use chrono::{DateTime, NaiveDate, Offset as _, TimeZone as _};
use domain::{Language, Zone};

/// Up to here a date without its year is the next one to come; farther, a listener would wonder.
const MAX_DAYS_WITHOUT_YEAR: i64 = 300;

/// Says a moment: "tomorrow at 2:30 PM", "во вторник, 24 ноября, в 9:00". In the hour that comes twice where the
/// clocks go back, with its offset: "tomorrow at 1:30 AM (UTC-4)".
pub fn say(at: DateTime<Zone>, now: DateTime<Zone>, language: Language) -> String {
    let day = Day::of(at, now);
    let said = match language {
        Language::En => en::moment(day, at.time()),
        Language::Ru => ru::moment(day, at.time()),
    };
    if is_repeated(at) { format!("{said} ({})", offset(at)) } else { said }
}

/// Whether the clocks show this time twice.
fn is_repeated(at: DateTime<Zone>) -> bool {
    at.timezone().from_local_datetime(&at.naive_local()).single().is_none()
}

/// `UTC-4`, `UTC+10:30`
fn offset(at: DateTime<Zone>) -> String {
    let seconds = at.offset().fix().local_minus_utc();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
    }
}

/// Says the time of day alone: "2:30 PM", "14:30".
pub fn say_time(at: DateTime<Zone>, language: Language) -> String {
    match language {
        Language::En => en::time(at.time()),
        Language::Ru => ru::time(at.time()),
    }
}

/// Says the day alone: "tomorrow", "во вторник, 24 ноября".
pub fn say_day(at: DateTime<Zone>, now: DateTime<Zone>, language: Language) -> String {
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
    fn of(at: DateTime<Zone>, now: DateTime<Zone>) -> Self {
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
