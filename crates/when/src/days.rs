//! Several days: "next week", "December 4 to 6", "by Friday", "this weekend", "с 25 по 27 ноября".

mod read;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::date::{Day, Month, Which, last_of_month, later, of_week};
use crate::unclear::Unclear;

pub(crate) use read::days;

/// "After December 4", "from Monday on": a week of days is offered.
const OPEN_DAYS: i64 = 7;

/// The first and the middle third of a month, in days.
const THIRD: u32 = 10;

/// Days as they were said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Days {
    One(Day),
    Range(Day, Day),
    Bounded(Side, Limit),
    Period(Period),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Until it, with it.
    By,
    Before,
    From,
    After,
}

impl Side {
    /// Whether it ends what was said, rather than begins it.
    pub(crate) fn is_end(self) -> bool {
        matches!(self, Self::By | Self::Before)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    Day(Day),
    Period(Period),
}

/// A stretch of the calendar, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Period {
    pub(crate) name: Name,
    pub(crate) edge: Option<Edge>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Name {
    /// A calendar week, Monday to Sunday, by how many it is ahead.
    Week(i64),
    /// "the week of December 7"
    WeekOf(Day),
    Weekend(i64),
    /// Monday to Friday of this week; on a weekend, of the next.
    Workdays,
    Month(Month),
    /// From so many days ahead until so many.
    Ahead(i64, i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Early,
    Middle,
    Late,
}

/// The first day and the last.
pub(crate) type Dates = (NaiveDate, NaiveDate);

impl Days {
    /// Says of which calendar week the weekdays are.
    pub(crate) fn of_week_ahead(self, weeks: i64) -> Option<Self> {
        let of_week = |day| match day {
            Day::Weekday(weekday, _) => Some(Day::Weekday(weekday, Which::WeekAhead(weeks))),
            _ => None,
        };
        Some(match self {
            Self::One(day) => Self::One(of_week(day)?),
            Self::Range(first, last) => Self::Range(of_week(first)?, of_week(last)?),
            Self::Bounded(side, Limit::Day(day)) => Self::Bounded(side, Limit::Day(of_week(day)?)),
            Self::Bounded(_, Limit::Period(_)) | Self::Period(_) => return None,
        })
    }

    /// The first day and the last, which may be over.
    pub(crate) fn dates(
        self,
        today: NaiveDate,
        date: impl Fn(Day) -> Result<NaiveDate, Unclear>,
    ) -> Result<Dates, Unclear> {
        match self {
            Self::One(day) => date(day).map(|date| (date, date)),
            Self::Range(first, last) => range(first, last, today, date),
            Self::Period(period) => period.dates(today, date),
            Self::Bounded(side, limit) => {
                let (first, last) = match limit {
                    Limit::Day(day) => date(day).map(|date| (date, date))?,
                    Limit::Period(period) => period.dates(today, date)?,
                };
                match side {
                    Side::By => Ok((today, last)),
                    Side::Before => Ok((today, later(first, -1)?)),
                    Side::From => Ok((first, later(first, OPEN_DAYS - 1)?)),
                    Side::After => Ok((later(last, 1)?, later(last, OPEN_DAYS)?)),
                }
            }
        }
    }
}

fn range(
    first: Day,
    last: Day,
    today: NaiveDate,
    date: impl Fn(Day) -> Result<NaiveDate, Unclear>,
) -> Result<Dates, Unclear> {
    let (begins, ends) = (date(first)?, date(last)?);
    if begins <= ends {
        return Ok((begins, ends));
    }
    // "Monday to Wednesday", said on a Tuesday, or "the 4th to the 6th" on the 5th.
    match (first, last) {
        (Day::Weekday(..), Day::Weekday(..)) => {
            Ok((begins, later(begins, ends.weekday().days_since(begins.weekday()).into())?))
        }
        (Day::OfSomeMonth(first), Day::OfSomeMonth(_)) => {
            ends.with_day(first).map(|begins| (begins, ends)).ok_or(Unclear::NoSuchDate)
        }
        (Day::OfSomeYear(month, day), Day::OfSomeYear(..)) => {
            let year = ends.year();
            let begins = NaiveDate::from_ymd_opt(year, month, day)
                .filter(|begins| *begins <= ends)
                .or_else(|| NaiveDate::from_ymd_opt(year - 1, month, day));
            begins
                .filter(|begins| *begins <= today)
                .map(|begins| (begins, ends))
                .ok_or(Unclear::NotUnderstood)
        }
        _ => Err(Unclear::NotUnderstood),
    }
}

impl Period {
    pub(crate) fn whole(name: Name) -> Self {
        Self { name, edge: None }
    }

    fn dates(
        self,
        today: NaiveDate,
        date: impl Fn(Day) -> Result<NaiveDate, Unclear>,
    ) -> Result<Dates, Unclear> {
        let is_weekend = matches!(today.weekday(), Weekday::Sat | Weekday::Sun);
        match self.name {
            Name::Week(weeks) => self.of_week(today, weeks),
            Name::WeekOf(day) => self.of_week(date(day)?, 0),
            Name::Weekend(weeks) => {
                Ok((of_week(today, weeks, Weekday::Sat)?, of_week(today, weeks, Weekday::Sun)?))
            }
            Name::Workdays => {
                let weeks = i64::from(is_weekend);
                Ok((of_week(today, weeks, Weekday::Mon)?, of_week(today, weeks, Weekday::Fri)?))
            }
            Name::Month(month) => {
                let first = month.first(today)?;
                let last = last_of_month(first).ok_or(Unclear::TooFar)?;
                let day = |day: u32| first.with_day(day).ok_or(Unclear::TooFar);
                Ok(match self.edge {
                    None => (first, last),
                    Some(Edge::Early) => (first, day(THIRD)?),
                    Some(Edge::Middle) => (day(THIRD + 1)?, day(2 * THIRD)?),
                    Some(Edge::Late) => (day(2 * THIRD + 1)?, last),
                })
            }
            Name::Ahead(from, until) => Ok((later(today, from)?, later(today, until)?)),
        }
    }

    fn of_week(self, day: NaiveDate, weeks: i64) -> Result<Dates, Unclear> {
        let (first, last) = match self.edge {
            None => (Weekday::Mon, Weekday::Sun),
            Some(Edge::Early) => (Weekday::Mon, Weekday::Tue),
            Some(Edge::Middle) => (Weekday::Tue, Weekday::Thu),
            Some(Edge::Late) => (Weekday::Thu, Weekday::Fri),
        };
        Ok((of_week(day, weeks, first)?, of_week(day, weeks, last)?))
    }
}
