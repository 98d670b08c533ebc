//! How long from now: "in two hours", "через неделю", "three days from now".

use chrono::TimeDelta;

use crate::cursor::Cursor;
use crate::date::Day;
use crate::tokens::Token;

pub(crate) enum Ahead {
    Time(TimeDelta),
    Day(Day),
}

#[derive(Clone, Copy)]
enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
}

pub(crate) fn ahead(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    [after_in, before_from_now, turned].into_iter().find_map(|rule| cursor.attempt(rule))
}

fn after_in(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    cursor.eat(&[Token::In])?;
    length(cursor)
}

fn before_from_now(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    let ahead = length(cursor)?;
    cursor.eat(&[Token::FromNow])?;
    Some(ahead)
}

/// "часа через два": about two hours.
fn turned(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    let unit = unit(cursor)?;
    cursor.eat(&[Token::In])?;
    ahead_by(cursor.number()?.value.checked_mul(2)?, unit)
}

fn length(cursor: &mut Cursor<'_>) -> Option<Ahead> {
    if cursor.eat(&[Token::HalfHour]).is_some() {
        return Some(Ahead::Time(TimeDelta::minutes(30)));
    }
    let amount = cursor.attempt(halves);
    let alone = matches!(cursor.peek()?, Token::Chas | Token::AMinute | Token::AWeek | Token::AMonth);
    let amount = amount.or(alone.then_some(2))?;
    let unit = unit(cursor)?;
    let half = u32::from(cursor.eat(&[Token::AndHalf]).is_some());
    let ahead = ahead_by(amount + half, unit)?;
    match (ahead, cursor.attempt(more_minutes)) {
        (Ahead::Time(hours), Some(minutes)) if matches!(unit, Unit::Hours) => {
            Some(Ahead::Time(hours + minutes))
        }
        (_, Some(_)) => None,
        (ahead, None) => Some(ahead),
    }
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
        Token::Number(number) => Some(number.value * 2 + u32::from(cursor.eat(&[Token::AndHalf]).is_some())),
        _ => None,
    }
}

fn unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    match cursor.take()? {
        Token::Minutes | Token::AMinute => Some(Unit::Minutes),
        Token::Hours | Token::Chas | Token::Chasov => Some(Unit::Hours),
        Token::Days | Token::Dnya => Some(Unit::Days),
        Token::Weeks | Token::AWeek => Some(Unit::Weeks),
        Token::Months | Token::AMonth => Some(Unit::Months),
        _ => None,
    }
}

/// The minutes of "1 hour and 15 minutes".
fn more_minutes(cursor: &mut Cursor<'_>) -> Option<TimeDelta> {
    cursor.eat(&[Token::And]);
    let minutes = cursor.number()?.value;
    cursor.eat(&[Token::Minutes, Token::AMinute])?;
    Some(TimeDelta::minutes(minutes.into()))
}

fn ahead_by(halves: u32, unit: Unit) -> Option<Ahead> {
    let whole = halves.is_multiple_of(2).then_some(halves / 2);
    Some(match unit {
        Unit::Minutes => Ahead::Time(TimeDelta::seconds(i64::from(halves) * 30)),
        Unit::Hours => Ahead::Time(TimeDelta::minutes(i64::from(halves) * 30)),
        Unit::Days => Ahead::Day(Day::Ahead(whole?.into())),
        Unit::Weeks => Ahead::Day(Day::Ahead(i64::from(whole?) * 7)),
        Unit::Months => Ahead::Day(Day::MonthsAhead(whole?)),
    })
}
