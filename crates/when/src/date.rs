//! Which day: "tomorrow", "next friday", "the 5th", "24 ноября", "11/5".

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use crate::cursor::Cursor;
use crate::pieces::Number;
use crate::tokens::Token;
use crate::unclear::Unclear;

/// A day of 31 comes at the latest two months on: after January 31 it is in March.
const MONTHS_TO_A_DAY: u32 = 2;

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    Ahead(i64),
    MonthsAhead(u32),
    Weekday(Weekday, Which),
    /// "the 5th": of this month or a later one.
    OfSomeMonth(u32),
    /// "the 5th of next month"
    OfMonthAhead(u32, u32),
    /// "november 5"
    OfSomeYear(u32, u32),
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
}

impl Day {
    /// The date that is meant on `today`.
    pub(crate) fn date(self, today: NaiveDate) -> Result<NaiveDate, Unclear> {
        match self {
            Self::Ahead(days) => later(today, days),
            Self::MonthsAhead(months) => today.checked_add_months(Months::new(months)).ok_or(Unclear::TooFar),
            Self::Weekday(weekday, Which::Coming | Which::This) => {
                later(today, weekday.days_since(today.weekday()).into())
            }
            Self::Weekday(weekday, Which::WeekAhead(weeks)) => {
                let into_week = i64::from(today.weekday().num_days_from_monday());
                later(today, weeks * 7 + i64::from(weekday.num_days_from_monday()) - into_week)
            }
            Self::OfSomeMonth(day) => (0..=MONTHS_TO_A_DAY)
                .filter_map(|ahead| of_month(today, ahead, day))
                .find(|date| *date >= today)
                .ok_or(Unclear::NoSuchDate),
            Self::OfMonthAhead(day, ahead) => of_month(today, ahead, day).ok_or(Unclear::NoSuchDate),
            Self::OfSomeYear(month, day) => {
                let over = (month, day) < (today.month(), today.day());
                NaiveDate::from_ymd_opt(today.year() + i32::from(over), month, day).ok_or(Unclear::NoSuchDate)
            }
            Self::Exact(year, month, day) => {
                let year = i32::try_from(year).map_err(|_| Unclear::NoSuchDate)?;
                NaiveDate::from_ymd_opt(year, month, day).ok_or(Unclear::NoSuchDate)
            }
        }
    }
}

fn later(today: NaiveDate, days: i64) -> Result<NaiveDate, Unclear> {
    let days = TimeDelta::try_days(days).ok_or(Unclear::TooFar)?;
    today.checked_add_signed(days).ok_or(Unclear::TooFar)
}

fn of_month(today: NaiveDate, ahead: u32, day: u32) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(Months::new(ahead))?.with_day(day)
}

/// Reads a day.
pub(crate) fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    [relative, weekday, month_first, day_first, written].into_iter().find_map(|rule| cursor.attempt(rule))
}

fn relative(cursor: &mut Cursor<'_>) -> Option<Day> {
    match cursor.take()? {
        Token::Day(days) => Some(Day::Ahead(days)),
        _ => None,
    }
}

fn weekday(cursor: &mut Cursor<'_>) -> Option<Day> {
    let mut which = Which::Coming;
    loop {
        which = match cursor.take()? {
            Token::This => Which::This,
            Token::Next => Which::WeekAhead(1),
            Token::Coming => Which::Coming,
            Token::Weekday(weekday) => return Some(Day::Weekday(weekday, which)),
            _ => return None,
        };
    }
}

fn month_first(cursor: &mut Cursor<'_>) -> Option<Day> {
    let Token::Month(month) = cursor.take()? else { return None };
    cursor.eat(&[Token::The]);
    let (day, _) = day_of_month(cursor)?;
    Some(dated(cursor, month, day))
}

fn day_first(cursor: &mut Cursor<'_>) -> Option<Day> {
    let on = cursor.eat(&[Token::On]).is_some();
    let the = cursor.eat(&[Token::The]).is_some();
    let (day, is_ordinal) = day_of_month(cursor)?;
    let is_day = on || the || is_ordinal || cursor.eat(&[Token::OfTheMonth]).is_some();
    if let Some(month) = cursor.attempt(of_named_month) {
        return Some(dated(cursor, month, day));
    }
    if !is_day {
        return None;
    }
    cursor.eat(&[Token::OfTheMonth]);
    Some(match cursor.attempt(of_month_ahead) {
        Some(ahead) => Day::OfMonthAhead(day, ahead),
        None => Day::OfSomeMonth(day),
    })
}

fn of_named_month(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::Of]);
    let Token::Month(month) = cursor.take()? else { return None };
    Some(month)
}

fn of_month_ahead(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::Of]);
    let Token::MonthAhead(ahead) = cursor.take()? else { return None };
    Some(ahead)
}

/// A day's number, and whether it can be nothing else.
fn day_of_month(cursor: &mut Cursor<'_>) -> Option<(u32, bool)> {
    match cursor.take()? {
        Token::Number(number) if number.digits <= 2 => Some((number.value, false)),
        Token::Ordinal(day) => Some((day, true)),
        _ => None,
    }
}

/// A day of a named month, with its year where one follows.
fn dated(cursor: &mut Cursor<'_>, month: u32, day: u32) -> Day {
    let year = cursor.attempt(|cursor| cursor.number().filter(|year| (2000..=2999).contains(&year.value)));
    match year {
        Some(year) => {
            cursor.eat(&[Token::OfTheYear]);
            Day::Exact(year.value, month, day)
        }
        None => Day::OfSomeYear(month, day),
    }
}

/// "2026-11-24", "24.11.2026", "11/24".
fn written(cursor: &mut Cursor<'_>) -> Option<Day> {
    let is_time = cursor.previous().is_some_and(Token::comes_before_time);
    match cursor.take()? {
        Token::Iso(year, month, day) => Some(Day::Exact(year.value, month.value, day.value)),
        Token::Joined('.', day, month, year) => {
            let is_date = year.is_some()
                || !is_time && is_month(month) && !matches!(cursor.peek(), Some(Token::Am | Token::Pm));
            is_date.then(|| in_year(month, day, year))
        }
        Token::Joined('/', year, month, Some(day)) if year.digits == 4 => {
            Some(in_year(month, day, Some(year)))
        }
        // The American order, unless a year shows a date where that can't be.
        Token::Joined('/', day, month, Some(year)) if !is_month(day) => Some(in_year(month, day, Some(year))),
        Token::Joined('/', month, day, year) if is_month(month) => Some(in_year(month, day, year)),
        _ => None,
    }
}

fn is_month(number: Number) -> bool {
    (1..=12).contains(&number.value)
}

fn in_year(month: Number, day: Number, year: Option<Number>) -> Day {
    match year {
        Some(year) if year.digits <= 2 => Day::Exact(2000 + year.value, month.value, day.value),
        Some(year) => Day::Exact(year.value, month.value, day.value),
        None => Day::OfSomeYear(month.value, day.value),
    }
}
