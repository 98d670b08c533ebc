//! One day: "tomorrow", "next friday", "the 5th", "24 ноября", "11/5", "the first Monday of December".

mod read;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};
use domain::Country;

use crate::pieces::Number;
use crate::unclear::Unclear;

pub(crate) use read::{bare_day, base, day, dotted, numbered_month, of_month_ahead, of_named_month, year};

/// A day of 31 comes at the latest two months on: after January 31 it is in March.
const MONTHS_TO_A_DAY: u32 = 2;

/// Nobody counts further in business days.
const MAX_WORKDAYS: u32 = 60;

/// Where the month is written before the day: the United States and what belongs to them, and others that
/// took their manner.
const MONTH_FIRST: [&str; 11] = ["US", "PR", "GU", "VI", "AS", "MP", "UM", "PH", "FM", "MH", "PW"];

/// Where the year comes first and the day last: without its year a date begins with the month.
const YEAR_FIRST: [&str; 7] = ["CN", "JP", "KR", "TW", "HU", "LT", "MN"];

/// Where both orders are in use.
const EITHER_ORDER: [&str; 1] = ["CA"];

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    Ahead(i64),
    /// "in two weeks": the day, or what was said of its week: "in two weeks on friday".
    WeeksAhead(i64),
    MonthsAhead(u32),
    Weekday(Weekday, Which),
    /// "in two business days"
    WorkdaysAhead(u32),
    /// "the 5th": of this month or a later one.
    OfSomeMonth(u32),
    /// "the first monday of december", counted from 1.
    Nth(u32, Weekday, Month),
    /// "the last friday of the month"
    Last(Weekday, Month),
    /// "the last day of december"
    EndOf(Month),
    /// "the 5th of next month"
    OfMonthAhead(u32, u32),
    /// "november 5"
    OfSomeYear(u32, u32),
    /// "5/12": which is the month depends on the country.
    Slashed(Number, Number, Option<u32>),
    Exact(u32, u32, u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The next to come: today only for a time that is still ahead.
    Coming,
    /// The next to come or today.
    This,
    /// Of a calendar week, by how many weeks it is ahead.
    WeekAhead(i64),
    /// The next to come, and so many weeks later: "a week from friday".
    Later(i64),
}

/// A month as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Month {
    Ahead(u32),
    /// "december": this one, or the next to come.
    OfSomeYear(u32),
    Exact(u32, u32),
}

impl Day {
    /// The date that is meant on `today`.
    pub(crate) fn date(self, today: NaiveDate, country: Option<Country>) -> Result<NaiveDate, Unclear> {
        match self {
            Self::Ahead(days) => later(today, days),
            Self::WeeksAhead(weeks) => later(today, weeks.saturating_mul(7)),
            Self::MonthsAhead(months) => today.checked_add_months(Months::new(months)).ok_or(Unclear::TooFar),
            Self::Weekday(weekday, Which::Coming | Which::This) => {
                later(today, weekday.days_since(today.weekday()).into())
            }
            Self::Weekday(weekday, Which::WeekAhead(weeks)) => of_week(today, weeks, weekday),
            Self::Weekday(weekday, Which::Later(weeks)) => {
                let days = weekday.days_since(today.weekday());
                // Said on its own weekday, it is counted from the next.
                let days = if days == 0 { 7 } else { days.into() };
                later(today, weeks.saturating_mul(7) + days)
            }
            Self::WorkdaysAhead(days) => {
                let is_workday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                let mut workdays = today.iter_days().skip(1).filter(is_workday);
                let last = usize::try_from(days.clamp(1, MAX_WORKDAYS) - 1).map_err(|_| Unclear::TooFar)?;
                workdays.nth(last).filter(|_| days <= MAX_WORKDAYS).ok_or(Unclear::TooFar)
            }
            Self::OfSomeMonth(day) => (0..=MONTHS_TO_A_DAY)
                .filter_map(|ahead| of_month(today, ahead, day))
                .find(|date| *date >= today)
                .ok_or(Unclear::NoSuchDate),
            Self::Nth(..) | Self::Last(..) | Self::EndOf(_) => self.in_month(today),
            Self::OfMonthAhead(day, ahead) => of_month(today, ahead, day).ok_or(Unclear::NoSuchDate),
            Self::OfSomeYear(month, day) => {
                let over = (month, day) < (today.month(), today.day());
                NaiveDate::from_ymd_opt(today.year() + i32::from(over), month, day).ok_or(Unclear::NoSuchDate)
            }
            Self::Slashed(first, second, year) => slashed(first, second, year, country, today),
            Self::Exact(year, month, day) => {
                let year = i32::try_from(year).map_err(|_| Unclear::NoSuchDate)?;
                NaiveDate::from_ymd_opt(year, month, day).ok_or(Unclear::NoSuchDate)
            }
        }
    }

    /// A day that is counted within its month; where this year's is over, the next year's.
    fn in_month(self, today: NaiveDate) -> Result<NaiveDate, Unclear> {
        let (Self::Nth(_, _, month) | Self::Last(_, month) | Self::EndOf(month)) = self else {
            return Err(Unclear::NotUnderstood);
        };
        let date = |first: NaiveDate| {
            let last = last_of_month(first)?;
            match self {
                Self::Nth(nth, weekday, _) => NaiveDate::from_weekday_of_month_opt(
                    first.year(),
                    first.month(),
                    weekday,
                    u8::try_from(nth).ok()?,
                ),
                Self::Last(weekday, _) => {
                    last.checked_sub_days(Days::new(last.weekday().days_since(weekday).into()))
                }
                _ => Some(last),
            }
        };
        let first = month.first(today)?;
        let found = date(first).ok_or(Unclear::NoSuchDate)?;
        let is_over = found < today && matches!(month, Month::OfSomeYear(_));
        let next = || first.checked_add_months(Months::new(12)).and_then(date).ok_or(Unclear::NoSuchDate);
        if is_over { next() } else { Ok(found) }
    }

    /// Whether the day itself was named, as a calendar has it.
    pub(crate) fn is_date(self) -> bool {
        !matches!(
            self,
            Self::Weekday(..)
                | Self::Ahead(_)
                | Self::WeeksAhead(_)
                | Self::MonthsAhead(_)
                | Self::WorkdaysAhead(_)
        )
    }

    /// Another day of the same month, where its day has a number.
    pub(crate) fn with_number(self, day: u32) -> Option<Self> {
        let (before, other) = match self {
            Self::OfSomeYear(month, before) => (before, Self::OfSomeYear(month, day)),
            Self::OfSomeMonth(before) => (before, Self::OfSomeMonth(day)),
            Self::OfMonthAhead(before, ahead) => (before, Self::OfMonthAhead(day, ahead)),
            Self::Exact(year, month, before) => (before, Self::Exact(year, month, day)),
            Self::Slashed(month, before, year) => {
                (before.value, Self::Slashed(month, Number::word(day), year))
            }
            _ => return None,
        };
        (day > before).then_some(other)
    }

    /// The same day, of a year that was said after another.
    pub(crate) fn in_year(self, year: u32) -> Self {
        match self {
            Self::OfSomeYear(month, day) => Self::Exact(year, month, day),
            day => day,
        }
    }

    /// Some days later, where that can be said of it.
    pub(crate) fn days_later(self, days: i64) -> Option<Self> {
        match self {
            Self::Ahead(from) => Some(Self::Ahead(from.checked_add(days)?)),
            Self::Weekday(weekday, Which::Coming | Which::This) if days % 7 == 0 => {
                Some(Self::Weekday(weekday, Which::Later(days / 7)))
            }
            Self::Weekday(weekday, Which::WeekAhead(weeks)) if days % 7 == 0 => {
                Some(Self::Weekday(weekday, Which::WeekAhead(weeks.checked_add(days / 7)?)))
            }
            _ => None,
        }
    }
}

impl Month {
    pub(crate) fn first(self, today: NaiveDate) -> Result<NaiveDate, Unclear> {
        let first = match self {
            Self::Ahead(months) => {
                today.with_day(1).and_then(|first| first.checked_add_months(Months::new(months)))
            }
            Self::OfSomeYear(month) => {
                NaiveDate::from_ymd_opt(today.year() + i32::from(month < today.month()), month, 1)
            }
            Self::Exact(year, month) => {
                i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, 1))
            }
        };
        first.ok_or(Unclear::TooFar)
    }
}

pub(crate) fn later(day: NaiveDate, days: i64) -> Result<NaiveDate, Unclear> {
    let days = TimeDelta::try_days(days).ok_or(Unclear::TooFar)?;
    day.checked_add_signed(days).ok_or(Unclear::TooFar)
}

/// A weekday of the calendar week of `day`, or of one some weeks later.
pub(crate) fn of_week(day: NaiveDate, weeks: i64, weekday: Weekday) -> Result<NaiveDate, Unclear> {
    let into_week = i64::from(day.weekday().num_days_from_monday());
    later(day, weeks.saturating_mul(7) + i64::from(weekday.num_days_from_monday()) - into_week)
}

pub(crate) fn last_of_month(first: NaiveDate) -> Option<NaiveDate> {
    first.checked_add_months(Months::new(1))?.pred_opt()
}

fn of_month(today: NaiveDate, ahead: u32, day: u32) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(Months::new(ahead))?.with_day(day)
}

/// The date in its country's order; asked where that is not known and both are possible.
fn slashed(
    first: Number,
    second: Number,
    year: Option<u32>,
    country: Option<Country>,
    today: NaiveDate,
) -> Result<NaiveDate, Unclear> {
    let date = |month: Number, day: Number| {
        let day = match year {
            Some(year) => Day::Exact(year, month.value, day.value),
            None => Day::OfSomeYear(month.value, day.value),
        };
        day.date(today, None)
    };
    match (date(first, second), date(second, first)) {
        (Ok(month_first), Ok(day_first)) if month_first != day_first => {
            match order(country, year.is_some()) {
                Some(Order::MonthFirst) => Ok(month_first),
                Some(Order::DayFirst) => Ok(day_first),
                None => Err(Unclear::WhichDay(vec![month_first.min(day_first), month_first.max(day_first)])),
            }
        }
        // A date that has no month in its country's order is in the other's: 24/12 is clear anywhere.
        (Ok(date), _) | (_, Ok(date)) => Ok(date),
        (Err(error), _) => Err(error),
    }
}

enum Order {
    MonthFirst,
    DayFirst,
}

fn order(country: Option<Country>, has_year: bool) -> Option<Order> {
    let country = country?.to_string();
    let is_of = |countries: &[&str]| countries.contains(&country.as_str());
    if is_of(&EITHER_ORDER) || has_year && is_of(&YEAR_FIRST) {
        None
    } else if is_of(&MONTH_FIRST) || is_of(&YEAR_FIRST) {
        Some(Order::MonthFirst)
    } else {
        Some(Order::DayFirst)
    }
}
