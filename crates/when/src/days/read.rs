//! The ways to say several days.

use crate::cursor::Cursor;
use crate::date::{Day, Month, bare_day, day, dotted, numbered_month, of_month_ahead, of_named_month, year};
use crate::tokens::Token;

use super::{Days, Edge, Limit, Name, Period, Side};

/// "A few days" and "a couple of days" are from today until so many days ahead.
const FEW_DAYS: i64 = 3;

/// Between the first day and the last.
const RANGE: [Token; 6] = [Token::Dash, Token::To, Token::Till, Token::Until, Token::UpTo, Token::Through];

/// Between days of a list.
const LIST: [Token; 4] = [Token::Comma, Token::Or, Token::And, Token::Slash];

/// Reads days; more than one of them are alternatives.
pub(crate) fn days(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    let rules = [numbers_of_month, range, numbered, bounded, single, period];
    rules.into_iter().find_map(|rule| cursor.attempt(rule))
}

/// "from 4 to 6 December", "4, 5 December", "5 или 6 декабря"
fn numbers_of_month(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    let begins = cursor.eat(&[Token::From, Token::Between]);
    let mut numbers = vec![bare_day(cursor)?];
    let joint = joint(cursor, begins)?;
    numbers.push(bare_day(cursor)?);
    while !joint.is_range && cursor.eat(&LIST).is_some() {
        numbers.push(bare_day(cursor)?);
    }
    cursor.eat(&[Token::OfTheMonth]);
    if let Some(ahead) = cursor.attempt(of_month_ahead) {
        return joint.joined(numbers.into_iter().map(|day| Day::OfMonthAhead(day, ahead)).collect());
    }
    let month = of_named_month(cursor)?;
    let year = cursor.attempt(year);
    let days = numbers.into_iter().map(|day| match year {
        Some(year) => Day::Exact(year, month, day),
        None => Day::OfSomeYear(month, day),
    });
    joint.joined(days.collect())
}

/// "December 4 to 6", "Dec 4 or 5", "the 4th - 6", `2026-12-04..06`
fn numbered(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    let begins = cursor.eat(&[Token::From, Token::Between]);
    let first = day(cursor)?;
    let is_comma = cursor.peek() == Some(Token::Comma);
    let joint = joint(cursor, begins)?;
    // "December 4, 5" may be five o'clock.
    if is_comma && !matches!(cursor.peek(), Some(Token::Ordinal(_))) {
        return None;
    }
    let mut days = vec![first, first.with_number(bare_day(cursor)?)?];
    while !joint.is_range
        && let Some(number) = cursor.attempt(|cursor| {
            cursor.eat(&LIST)?;
            bare_day(cursor)
        })
    {
        days.push(first.with_number(number)?);
    }
    if let Some(year) = cursor.attempt(year) {
        days = days.into_iter().map(|day| day.in_year(year)).collect();
    }
    joint.joined(days)
}

/// "Monday to Wednesday", "tomorrow through Friday", "с 10.12 до 12.12"
fn range(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    let begins = cursor.eat(&[Token::From, Token::Between, Token::FromNow]);
    cursor.eat(&[Token::At]);
    let first = match begins {
        // "from now until friday", "between now and friday"
        Some(Token::FromNow) => Day::Ahead(0),
        Some(_) if cursor.eat(&[Token::Open]).is_some() => Day::Ahead(0),
        Some(_) => end(cursor, false)?,
        None => day(cursor)?,
    };
    let is_dotted = begins.is_none() && matches!(cursor.previous(), Some(Token::Joined('.', ..)));
    let joint = joint(cursor, begins).filter(|joint| joint.is_range)?;
    cursor.eat(&[Token::At, Token::On]);
    let last = end(cursor, is_dotted)?;
    joint.joined(vec![first, last])
}

fn end(cursor: &mut Cursor<'_>, is_date: bool) -> Option<Day> {
    cursor.attempt(|cursor| dotted(cursor, is_date)).or_else(|| day(cursor))
}

struct Joint {
    is_range: bool,
}

impl Joint {
    fn joined(&self, days: Vec<Day>) -> Option<Vec<Days>> {
        match (self.is_range, days.as_slice()) {
            (true, [first, last]) => Some(vec![Days::Range(*first, *last)]),
            (false, _) => Some(days.into_iter().map(Days::One).collect()),
            (true, _) => None,
        }
    }
}

/// What joins days; "and" makes a range only after "between".
fn joint(cursor: &mut Cursor<'_>, begins: Option<Token>) -> Option<Joint> {
    if cursor.eat(&RANGE).is_some() || begins == Some(Token::Between) && cursor.eat(&[Token::And]).is_some() {
        return Some(Joint { is_range: true });
    }
    if begins.is_some() {
        return None;
    }
    cursor.eat(&LIST).map(|_| Joint { is_range: false })
}

/// "by Friday", "after December 4", "before the end of the week", "Monday or later"
fn bounded(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    if let Some(after) = cursor.attempt(limited_after) {
        return Some(vec![after]);
    }
    let side = match cursor.take()? {
        Token::By | Token::Until | Token::Till => Side::By,
        Token::Before | Token::UpTo => Side::Before,
        Token::From | Token::NotBefore => Side::From,
        Token::After => Side::After,
        _ => return None,
    };
    cursor.eat(&[Token::At, Token::On]);
    if let Some(day) = cursor.attempt(|cursor| end(cursor, false)) {
        return Some(vec![Days::Bounded(side, Limit::Day(day))]);
    }
    let period = cursor.attempt(edged).or_else(|| cursor.attempt(|cursor| named(cursor, true)))?;
    // "by next week" is before it, "by the end of next week" within it.
    let side = match (side, period.edge) {
        (Side::By, None) => Side::Before,
        (Side::Before, Some(Edge::Late)) => Side::By,
        _ => side,
    };
    Some(vec![Days::Bounded(side, Limit::Period(period))])
}

fn limited_after(cursor: &mut Cursor<'_>) -> Option<Days> {
    let day = day(cursor)?;
    match cursor.take()? {
        Token::OrLater => Some(Days::Bounded(Side::From, Limit::Day(day))),
        Token::OrEarlier => Some(Days::Bounded(Side::By, Limit::Day(day))),
        _ => None,
    }
}

fn single(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    let day = day(cursor)?;
    Some(vec![Days::One(day)])
}

fn period(cursor: &mut Cursor<'_>) -> Option<Vec<Days>> {
    cursor.eat(&[Token::In, Token::At, Token::On, Token::For]);
    let period = cursor.attempt(edged).or_else(|| cursor.attempt(|cursor| named(cursor, false)))?;
    Some(vec![Days::Period(period)])
}

/// "early next week", "the end of the month", "в начале декабря"
fn edged(cursor: &mut Cursor<'_>) -> Option<Period> {
    cursor.eat(&[Token::The]);
    let edge = match cursor.take()? {
        Token::Early => Edge::Early,
        Token::Middle => Edge::Middle,
        Token::Late => Edge::Late,
        Token::Later if matches!(cursor.peek(), Some(Token::WeekAhead(1..) | Token::MonthAhead(1..))) => {
            Edge::Late
        }
        _ => return None,
    };
    cursor.eat(&[Token::Of, Token::In]);
    let of_this = |cursor: &mut Cursor<'_>| {
        cursor.eat(&[Token::The]);
        match cursor.take()? {
            Token::Weeks => Some(Name::Week(0)),
            Token::Months => Some(Name::Month(Month::Ahead(0))),
            _ => None,
        }
    };
    let name = match cursor.attempt(of_this) {
        Some(name) => name,
        None => named(cursor, true)?.name,
    };
    // Of others there is no beginning and no end.
    let has_edges = matches!(name, Name::Week(_) | Name::WeekOf(_) | Name::Month(_));
    has_edges.then_some(Period { name, edge: Some(edge) })
}

/// A stretch of the calendar. A week may be said of a weekday too, "friday next week", unless it is a limit.
fn named(cursor: &mut Cursor<'_>, may_be_week: bool) -> Option<Period> {
    let is_the = cursor.eat(&[Token::The]).is_some();
    let name = match cursor.peek()? {
        Token::WeekAhead(weeks) if may_be_week => {
            cursor.take();
            let is_of_weekday = matches!(cursor.peek(), Some(Token::Weekday(_)));
            (!is_of_weekday).then_some(Name::Week(weeks))?
        }
        Token::FewDays => {
            cursor.take();
            Name::Ahead(0, FEW_DAYS)
        }
        Token::Workdays => {
            cursor.take();
            Name::Workdays
        }
        Token::Weeks if is_the => {
            cursor.take();
            cursor.eat(&[Token::Of, Token::From])?;
            Name::WeekOf(day(cursor)?)
        }
        Token::Month(_) | Token::MonthAhead(_) => {
            let month = numbered_month(cursor)?;
            let is_of_day = matches!(cursor.peek(), Some(Token::Number(_) | Token::Ordinal(_)));
            (!is_of_day).then_some(Name::Month(month))?
        }
        Token::Weekend | Token::This | Token::Next | Token::Coming => Name::Weekend(weekend(cursor)?),
        _ => return None,
    };
    Some(Period::whole(name))
}

fn weekend(cursor: &mut Cursor<'_>) -> Option<i64> {
    let mut weeks = 0;
    loop {
        match cursor.take()? {
            Token::This | Token::Coming => {}
            Token::Next => weeks = 1,
            Token::Weekend => return Some(weeks),
            _ => return None,
        }
    }
}
