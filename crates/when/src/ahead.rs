//! How long from now: "in two hours", "через неделю", "three days from now", "within the hour".

use chrono::TimeDelta;

use crate::cursor::Cursor;
use crate::date::{Day, Which, base};
use crate::pieces::Number;
use crate::tokens::Token;

/// "через час пятнадцать" leaves out the word for minutes; fewer would be said with it.
const LEAST_BARE_MINUTES: u32 = 5;

const DAYS_A_WEEK: u32 = 7;
/// "In the next month", in days.
const DAYS_A_MONTH: u32 = 30;

#[derive(Clone, Copy)]
pub(crate) enum Ahead {
    Time(TimeDelta),
    /// From so long ahead until so long ahead.
    Times(TimeDelta, TimeDelta),
    Day(Day),
    Days(i64, i64),
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Fortnights,
    Months,
    Workdays,
}

/// An amount, counted in halves, or from one to another: "2-3 hours".
#[derive(Clone, Copy)]
struct Length {
    halves: u32,
    until: Option<u32>,
    unit: Unit,
    minutes: u32,
}

pub(crate) fn ahead(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    let rules = [within, after_in, from_day, before_from_now, weekdays_from_now, turned];
    rules.into_iter().find_map(|rule| cursor.attempt(rule))
}

fn after_in(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    cursor.eat(&[Token::In])?;
    if let Some(quarters) = cursor.attempt(quarters_of_hour) {
        return Some(Ahead::Time(TimeDelta::minutes(i64::from(quarters) * 15)));
    }
    length(cursor)?.ahead()
}

fn before_from_now(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    // "for 3 days from today" is a length.
    if cursor.previous() == Some(Token::For) {
        return None;
    }
    let length = length(cursor)?;
    cursor.eat(&[Token::FromNow])?;
    length.ahead()
}

/// "a week from friday", "two days after tomorrow"
fn from_day(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    cursor.eat(&[Token::In]);
    let length = length(cursor)?;
    cursor.eat(&[Token::From, Token::After, Token::On])?;
    base(cursor)?.days_later(length.days()?.into()).map(Ahead::Day)
}

/// "two fridays from now"
fn weekdays_from_now(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    let count = cursor.number()?.value;
    let Token::Weekdays(weekday) = cursor.take()? else { return None };
    cursor.eat(&[Token::FromNow])?;
    let weeks = i64::from(count).checked_sub(1).filter(|weeks| *weeks >= 0)?;
    Some(Ahead::Day(Day::Weekday(weekday, Which::Later(weeks))))
}

/// "часа через два", "через минут десять": about so many.
fn turned(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    let is_in = cursor.eat(&[Token::In]).is_some();
    let unit = unit(cursor)?;
    if !is_in {
        cursor.eat(&[Token::In])?;
    }
    let halves = cursor.number()?.value.checked_mul(2)?;
    Length { halves, until: None, unit, minutes: 0 }.ahead()
}

/// "within the hour", "in the next two hours", "в ближайшие три дня"
fn within(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    if cursor.eat(&[Token::Within]).is_some() {
        cursor.eat(&[Token::The]);
        cursor.eat(&[Token::Next, Token::Coming]);
    } else {
        cursor.eat(&[Token::In, Token::At]);
        cursor.eat(&[Token::The]);
        cursor.eat(&[Token::Next, Token::Coming])?;
    }
    if cursor.eat(&[Token::WeekAhead(1)]).is_some() {
        return Some(Ahead::Days(0, DAYS_A_WEEK.into()));
    }
    let one = |cursor: &mut Cursor<'_>| {
        let unit = unit(cursor)?;
        // "the next days" are no length.
        (unit != Unit::Days).then_some(Length { halves: 2, until: None, unit, minutes: 0 })
    };
    let length = cursor.attempt(length).or_else(|| cursor.attempt(one))?;
    let most = Length { halves: length.until.unwrap_or(length.halves), until: None, ..length };
    match most.time() {
        Some(time) => Some(Ahead::Times(TimeDelta::zero(), time)),
        None => Some(Ahead::Days(0, most.days()?.into())),
    }
}

fn length(cursor: &mut Cursor<'_>) -> Option<Length> {
    if cursor.eat(&[Token::HalfHour]).is_some() {
        return Some(Length { halves: 1, until: None, unit: Unit::Hours, minutes: 0 });
    }
    let amount = cursor.attempt(halves);
    let alone =
        matches!(cursor.peek()?, Token::Chas | Token::AnHour | Token::AMinute | Token::AWeek | Token::AMonth);
    let amount = amount.or(alone.then_some(2))?;
    // "2-3 hours", "two or three days"
    let until = cursor.attempt(|cursor| {
        cursor.eat(&[Token::Dash, Token::Or, Token::To])?;
        halves(cursor)
    });
    let unit = unit(cursor)?;
    let half = u32::from(cursor.eat(&[Token::AndHalf]).is_some());
    // "an hour or two"
    let until = until.or_else(|| {
        cursor.attempt(|cursor| {
            cursor.eat(&[Token::Or])?;
            let most = cursor.number().filter(|most| most.digits == 0)?;
            most.value.checked_mul(2)
        })
    });
    let minutes = if unit == Unit::Hours && until.is_none() { cursor.attempt(more_minutes) } else { None };
    let halves = amount.checked_add(half)?;
    let is_range = until.is_none_or(|until| until > halves);
    is_range.then_some(Length { halves, until, unit, minutes: minutes.unwrap_or(0) })
}

/// How many, counted in halves.
fn halves(cursor: &mut Cursor<'_>) -> Option<u32> {
    let one = cursor.eat(&[Token::A]).is_some();
    if cursor.eat(&[Token::Couple]).is_some() {
        cursor.eat(&[Token::Of]);
        return Some(4);
    }
    if one {
        return Some(2);
    }
    match cursor.take()? {
        Token::OneAndHalf => Some(3),
        Token::Joined('.', whole, half, None) if half.value == 5 && half.digits == 1 => {
            Some(whole.value * 2 + 1)
        }
        // "1/2 hour"
        Token::Joined('/', Number { value: 1, .. }, Number { value: 2, .. }, None) => {
            cursor.eat(&[Token::A]);
            Some(1)
        }
        Token::Number(number) => Some(number.value * 2 + u32::from(cursor.eat(&[Token::AndHalf]).is_some())),
        _ => None,
    }
}

/// "a quarter of an hour", "three quarters of an hour", "четверть часа"
fn quarters_of_hour(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::A]);
    let quarters = cursor.number().map_or(1, |number| number.value);
    cursor.eat(&[Token::Quarter])?;
    cursor.eat(&[Token::Of]);
    cursor.eat(&[Token::A, Token::The]);
    cursor.eat(&[Token::Hours, Token::Chas])?;
    (1..=3).contains(&quarters).then_some(quarters)
}

fn unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    match cursor.take()? {
        Token::Minutes | Token::AMinute => Some(Unit::Minutes),
        Token::Hours | Token::AnHour | Token::H | Token::Chas | Token::Chasov => Some(Unit::Hours),
        Token::Days | Token::Dnya => Some(Unit::Days),
        Token::Weeks | Token::AWeek => Some(Unit::Weeks),
        Token::Fortnights => Some(Unit::Fortnights),
        Token::Months | Token::AMonth => Some(Unit::Months),
        Token::Workdays => Some(Unit::Workdays),
        _ => None,
    }
}

/// The minutes of "1 hour and 15 minutes", "1h30m", "час пятнадцать".
fn more_minutes(cursor: &mut Cursor<'_>) -> Option<u32> {
    let and = cursor.eat(&[Token::And]).is_some();
    let minutes = cursor.number()?.value;
    let are_said = cursor.eat(&[Token::Minutes, Token::AMinute]).is_some();
    let are_clear = !and && (LEAST_BARE_MINUTES..60).contains(&minutes) && cursor.peek().is_none();
    (are_said || are_clear).then_some(minutes)
}

impl Length {
    fn ahead(self) -> Option<Ahead> {
        let Some(until) = self.until else { return self.point() };
        let until = Self { halves: until, until: None, ..self };
        match (self.time(), until.time()) {
            (Some(from), Some(until)) => Some(Ahead::Times(from, until)),
            _ => Some(Ahead::Days(self.days()?.into(), until.days()?.into())),
        }
    }

    fn point(self) -> Option<Ahead> {
        Some(match self.unit {
            Unit::Minutes | Unit::Hours => Ahead::Time(self.time()?),
            Unit::Days => Ahead::Day(Day::Ahead(self.whole()?.into())),
            Unit::Weeks => Ahead::Day(Day::WeeksAhead(self.whole()?.into())),
            Unit::Fortnights => Ahead::Day(Day::WeeksAhead(i64::from(self.whole()?) * 2)),
            Unit::Workdays => Ahead::Day(Day::WorkdaysAhead(self.whole()?)),
            Unit::Months => Ahead::Day(Day::MonthsAhead(self.whole()?)),
        })
    }

    fn time(self) -> Option<TimeDelta> {
        let halves = i64::from(self.halves);
        match self.unit {
            Unit::Minutes => Some(TimeDelta::seconds(halves * 30)),
            Unit::Hours => Some(TimeDelta::minutes(halves * 30 + i64::from(self.minutes))),
            Unit::Days | Unit::Weeks | Unit::Fortnights | Unit::Months | Unit::Workdays => None,
        }
    }

    fn days(self) -> Option<u32> {
        match self.unit {
            Unit::Minutes | Unit::Hours | Unit::Workdays => None,
            Unit::Fortnights => self.whole()?.checked_mul(2 * DAYS_A_WEEK),
            Unit::Days => self.whole(),
            Unit::Weeks => self.whole()?.checked_mul(DAYS_A_WEEK),
            Unit::Months => self.whole()?.checked_mul(DAYS_A_MONTH),
        }
    }

    fn whole(self) -> Option<u32> {
        self.halves.is_multiple_of(2).then_some(self.halves / 2)
    }
}
