//! The ways to say a day.

use crate::cursor::Cursor;
use crate::pieces::{Number, is_year};
use crate::tokens::Token;

use super::{Day, Month, Which};

/// "twenty twenty-six": spoken years begin with this.
const CENTURY: u32 = 20;
/// "December fourth, twenty twenty-nine" is a year; "twenty thirty" is rather half past eight.
const SPOKEN_YEARS: std::ops::RangeInclusive<u32> = 20..=29;

/// "Dec 4 26": more than any hour, and no year that is further ahead than anything is arranged.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 25..=39;

/// The most weeks that a month has of a weekday.
const MAX_NTH: u32 = 5;

/// Reads a day.
pub(crate) fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let rules = [of_month, relative, weekday, month_first, day_first, written];
    let day = rules.into_iter().find_map(|rule| cursor.attempt(rule))?;
    Some(cursor.attempt(|cursor| a_week_later(cursor, day)).unwrap_or(day))
}

/// A day that others are counted from.
pub(crate) fn base(cursor: &mut Cursor<'_>) -> Option<Day> {
    [relative, weekday].into_iter().find_map(|rule| cursor.attempt(rule))
}

/// "friday week", "friday after next"
fn a_week_later(cursor: &mut Cursor<'_>, day: Day) -> Option<Day> {
    cursor.eat(&[Token::Weeks, Token::AfterNext])?;
    day.days_later(7)
}

fn relative(cursor: &mut Cursor<'_>) -> Option<Day> {
    match cursor.take()? {
        Token::Day(days) => Some(Day::Ahead(days)),
        Token::NextWorkday => Some(Day::WorkdaysAhead(1)),
        _ => None,
    }
}

fn weekday(cursor: &mut Cursor<'_>) -> Option<Day> {
    cursor.eat(&[Token::The]);
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

/// "the first monday of december", "the last day of the month", "the first of the month"
fn of_month(cursor: &mut Cursor<'_>) -> Option<Day> {
    cursor.eat(&[Token::On]);
    cursor.eat(&[Token::At]);
    cursor.eat(&[Token::The]);
    let nth = match cursor.take()? {
        Token::Ordinal(nth) => Some(nth),
        Token::Last => None,
        _ => return None,
    };
    match (nth, cursor.peek()?) {
        (Some(nth @ 1..=MAX_NTH), Token::Weekday(weekday)) => {
            cursor.take();
            Some(Day::Nth(nth, weekday, whole_month(cursor)?))
        }
        (None, Token::Weekday(weekday)) => {
            cursor.take();
            Some(Day::Last(weekday, whole_month(cursor)?))
        }
        (None, Token::Days) => {
            cursor.take();
            Some(Day::EndOf(whole_month(cursor)?))
        }
        (Some(day), Token::Of) => {
            cursor.take();
            cursor.eat(&[Token::The])?;
            cursor.eat(&[Token::Months])?;
            Some(Day::OfSomeMonth(day))
        }
        _ => None,
    }
}

/// "of december", "in next month", "of the month"
fn whole_month(cursor: &mut Cursor<'_>) -> Option<Month> {
    cursor.eat(&[Token::Of, Token::In, Token::At]);
    if let Some(month) = cursor.attempt(numbered_month) {
        return Some(month);
    }
    cursor.eat(&[Token::The]);
    cursor.eat(&[Token::Months])?;
    Some(Month::Ahead(0))
}

/// "december", "december 2026", "next month"
pub(crate) fn numbered_month(cursor: &mut Cursor<'_>) -> Option<Month> {
    match cursor.take()? {
        Token::MonthAhead(ahead) => Some(Month::Ahead(ahead)),
        Token::Month(month) => Some(match cursor.attempt(year) {
            Some(year) => Month::Exact(year, month),
            None => Month::OfSomeYear(month),
        }),
        _ => None,
    }
}

fn month_first(cursor: &mut Cursor<'_>) -> Option<Day> {
    let Token::Month(month) = cursor.take()? else { return None };
    let is_joined = cursor.eat(&[Token::Dash, Token::Slash]).is_some();
    if !is_joined {
        cursor.eat(&[Token::The]);
    }
    let (day, _) = day_of_month(cursor)?;
    let joined_year = if is_joined { cursor.attempt(joined_year) } else { None };
    Some(joined_year.map_or_else(|| dated(cursor, month, day), |year| Day::Exact(year, month, day)))
}

fn day_first(cursor: &mut Cursor<'_>) -> Option<Day> {
    let on = cursor.eat(&[Token::On]).is_some();
    let the = cursor.eat(&[Token::The]).is_some();
    let (day, is_ordinal) = day_of_month(cursor)?;
    // "the one at 3" is no day.
    let is_written = !matches!(cursor.previous(), Some(Token::Number(Number { digits: 0, .. })));
    let is_day = (on || the) && is_written || is_ordinal || cursor.eat(&[Token::OfTheMonth]).is_some();
    if let Some(month) = cursor.attempt(of_named_month) {
        let joined_year = cursor.attempt(joined_year);
        return Some(
            joined_year.map_or_else(|| dated(cursor, month, day), |year| Day::Exact(year, month, day)),
        );
    }
    // "the second wednesday" is of some month, and no 2nd; "the 2 o'clock" is a time.
    let is_other = match cursor.peek() {
        Some(Token::Weekday(_)) => is_ordinal && day <= MAX_NTH,
        Some(Token::OClock | Token::Am | Token::Pm | Token::Chas | Token::Chasov) => !is_ordinal,
        _ => false,
    };
    if !is_day || is_other {
        return None;
    }
    // "пятого двенадцатого"
    if let Some(Token::Ordinal(month @ 1..=12)) = cursor.peek().filter(|_| is_ordinal) {
        cursor.take();
        return Some(dated(cursor, month, day));
    }
    cursor.eat(&[Token::OfTheMonth]);
    Some(match cursor.attempt(of_month_ahead) {
        Some(ahead) => Day::OfMonthAhead(day, ahead),
        None => Day::OfSomeMonth(day),
    })
}

pub(crate) fn of_named_month(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::Of, Token::Dash, Token::Slash]);
    let Token::Month(month) = cursor.take()? else { return None };
    Some(month)
}

pub(crate) fn of_month_ahead(cursor: &mut Cursor<'_>) -> Option<u32> {
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

/// The number of a day whose month was said with another: "December 4 to 6". No hour.
pub(crate) fn bare_day(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::The]);
    let (day, is_ordinal) = day_of_month(cursor).filter(|(day, _)| (1..=31).contains(day))?;
    let is_hour = matches!(
        cursor.peek(),
        Some(
            Token::Am
                | Token::Pm
                | Token::OClock
                | Token::Chas
                | Token::Chasov
                | Token::H
                | Token::Minutes
                | Token::Part(_)
                | Token::Dnya
                | Token::Number(_)
        )
    );
    (is_ordinal || !is_hour).then_some(day)
}

/// A day of a named month, with its year where one follows.
fn dated(cursor: &mut Cursor<'_>, month: u32, day: u32) -> Day {
    match cursor.attempt(year) {
        Some(year) => Day::Exact(year, month, day),
        None => Day::OfSomeYear(month, day),
    }
}

pub(crate) fn year(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::Dash, Token::Slash, Token::Of, Token::In]);
    let year = match cursor.take()? {
        Token::Number(Number { value: CENTURY, digits: 0 }) => {
            let rest =
                cursor.number().filter(|rest| rest.digits == 0 && SPOKEN_YEARS.contains(&rest.value))?;
            CENTURY * 100 + rest.value
        }
        Token::Number(Number { value, digits: 2 }) if SHORT_YEARS.contains(&value) => CENTURY * 100 + value,
        // Long over, but a year.
        Token::Number(Number { value: value @ 1900..=1999, digits: 4 }) => return Some(value),
        Token::Number(number) => number.value,
        Token::Ordinal(year) => year,
        _ => return None,
    };
    cursor.eat(&[Token::OfTheYear]);
    is_year(year).then_some(year)
}

/// "21-Apr-27", "Apr/21/27"
fn joined_year(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::Dash, Token::Slash])?;
    let year = cursor.number().filter(|year| year.digits == 2 && !is_followed_by_unit(cursor))?;
    Some(CENTURY * 100 + year.value)
}

/// "10.12" at an end of a range, where it might be a time as well: minutes are mostly told in fives.
pub(crate) fn dotted(cursor: &mut Cursor<'_>, is_date: bool) -> Option<Day> {
    let Token::Joined('.', day, month, None) = cursor.take()? else { return None };
    let is_date = is_month(month)
        && (1..=31).contains(&day.value)
        && (is_date || !month.value.is_multiple_of(5))
        && !is_followed_by_unit(cursor);
    is_date.then_some(Day::OfSomeYear(month.value, day.value))
}

/// "2026-11-24", "24.11.2026", "11/24", "11-24-2026".
fn written(cursor: &mut Cursor<'_>) -> Option<Day> {
    let is_time = cursor.previous().is_some_and(Token::comes_before_time);
    match cursor.take()? {
        Token::Iso(year, month, day) => Some(Day::Exact(year.value, month.value, day.value)),
        Token::Joined('.', day, month, year) => {
            let is_date = year.is_some() || !is_time && is_month(month) && !is_followed_by_unit(cursor);
            is_date.then(|| match year {
                Some(year) => Day::Exact(full_year(year), month.value, day.value),
                None => Day::OfSomeYear(month.value, day.value),
            })
        }
        Token::Joined('/', year, month, Some(day)) if year.digits == 4 => {
            Some(Day::Exact(year.value, month.value, day.value))
        }
        // "available 24/7"
        Token::Joined('/', Number { value: 24, .. }, Number { value: 7, .. }, None) => None,
        Token::Joined('/' | '-', first, second, year)
            if (is_month(first) || is_month(second)) && year.is_none_or(|year| year.digits >= 2) =>
        {
            Some(Day::Slashed(first, second, year.map(full_year)))
        }
        _ => None,
    }
}

/// Whether figures are of a time or a length: "by 5.12 pm", "1.5 часа".
fn is_followed_by_unit(cursor: &Cursor<'_>) -> bool {
    matches!(
        cursor.peek(),
        Some(
            Token::Am
                | Token::Pm
                | Token::Part(_)
                | Token::Chas
                | Token::Chasov
                | Token::H
                | Token::Hours
                | Token::Minutes
                | Token::Days
                | Token::Weeks
        )
    )
}

fn is_month(number: Number) -> bool {
    (1..=12).contains(&number.value)
}

fn full_year(year: Number) -> u32 {
    if year.digits <= 2 { 2000 + year.value } else { year.value }
}
