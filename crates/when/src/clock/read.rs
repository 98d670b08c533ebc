//! The ways to say a time of day: "2:30 pm", "half past two", "без четверти пять", "два часа тридцать минут".

use crate::cursor::Cursor;
use crate::pieces::Number;
use crate::tokens::Token;

use super::{Clock, HOUR};

/// Minutes that are said of an hour without the word: "ten to nine".
const ROUND_MINUTES: [u32; 4] = [5, 10, 20, 25];

/// Four digits that are rather a year than a time, unless they are told in fives: "at 2030".
const YEARS: std::ops::RangeInclusive<u32> = 2000..=2059;

/// Whether "10 to 2" begins with it: minutes, or hours from ten until two.
pub(crate) fn may_be_minutes(number: Number) -> bool {
    ROUND_MINUTES.contains(&number.value)
}

/// Reads a time of day.
pub(crate) fn clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let clock = [quarter, less, minutes_of_hour].into_iter().find_map(|rule| cursor.attempt(rule));
    let Some(clock) = clock else { return plain_clock(cursor) };
    with_half_of_day(cursor, clock)
}

/// Reads a time that is not said by its distance from another: in "from ten to two" it is ten.
pub(crate) fn plain_clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let clock = [named, half, written, of_digits, hyphened, hour_and_minute]
        .into_iter()
        .find_map(|rule| cursor.attempt(rule))?;
    with_half_of_day(cursor, clock)
}

fn with_half_of_day(cursor: &mut Cursor<'_>, clock: Clock) -> Option<Clock> {
    match cursor.eat(&[Token::Am, Token::Pm]) {
        Some(Token::Am) => clock.am(),
        Some(_) => clock.pm(),
        None => Some(clock),
    }
}

/// The minute of an hour that is left out: "quarter past".
pub(crate) fn minute_of_hour(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&[Token::A]);
    let part = cursor.eat(&[Token::Half, Token::Quarter])?;
    let side = cursor.eat(&[Token::Past, Token::To])?;
    match (part, side) {
        (Token::Half, Token::Past) => Some(30),
        (Token::Quarter, Token::Past) => Some(15),
        (Token::Quarter, Token::To) => Some(45),
        _ => None,
    }
}

/// "noon", "twelve noon"
fn named(cursor: &mut Cursor<'_>) -> Option<Clock> {
    cursor.attempt(|cursor| cursor.number().filter(|number| number.value == 12));
    let Token::Named(clock) = cursor.take()? else { return None };
    Some(clock)
}

fn half(cursor: &mut Cursor<'_>) -> Option<Clock> {
    if let Some(Token::HalfTo(hour)) = cursor.peek() {
        cursor.take();
        return of_named_hour(hour, 30);
    }
    cursor.eat(&[Token::Half])?;
    if let Some(Token::Ordinal(hour)) = cursor.peek() {
        cursor.take();
        return of_named_hour(hour, 30);
    }
    cursor.eat(&[Token::Past, Token::After]);
    Clock::new(hour(cursor)?, 30)
}

fn quarter(cursor: &mut Cursor<'_>) -> Option<Clock> {
    cursor.eat(&[Token::A]);
    cursor.eat(&[Token::Quarter])?;
    beside_hour(cursor, 15)
}

fn less(cursor: &mut Cursor<'_>) -> Option<Clock> {
    cursor.eat(&[Token::Less])?;
    let missing = if cursor.eat(&[Token::Quarter]).is_some() { Number::word(15) } else { cursor.number()? };
    cursor.eat(&[Token::Minutes]);
    let (minutes, hour) = match cursor.attempt(hour) {
        Some(hour) => (missing.value, hour.value),
        // "без двадцати два" was put together to 22.
        None if missing.digits == 0 && missing.value > 20 => (missing.value / 10 * 10, missing.value % 10),
        None => return None,
    };
    cursor.eat(&[Token::Chas, Token::Chasov]);
    Clock::before_full(hour, minutes)
}

fn minutes_of_hour(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let is_at = cursor.previous() == Some(Token::At);
    let minutes = cursor.number()?;
    let are_said = cursor.eat(&[Token::Minutes, Token::AMinute]).is_some();
    let are_clear = match cursor.peek()? {
        Token::Past | Token::After => (5..30).contains(&minutes.value),
        Token::To | Token::Till if minutes.digits == 0 || is_at => {
            may_be_minutes(minutes) || (13..30).contains(&minutes.value)
        }
        // "15 to 4" is no time from three in the afternoon until four in the morning.
        Token::To | Token::Till => (13..20).contains(&minutes.value),
        // "twenty of four"
        Token::Of => may_be_minutes(minutes) || minutes.value == 15,
        _ => may_be_minutes(minutes),
    };
    if !are_said && !are_clear {
        return None;
    }
    let clock = beside_hour(cursor, minutes.value)?;
    // "14 to 16" are hours.
    let are_hours = minutes.digits > 0 && minutes.value > 12 && !clock.is_loose();
    (are_said || !are_hours).then_some(clock)
}

/// Minutes "past two", "to two" or "третьего".
fn beside_hour(cursor: &mut Cursor<'_>, minutes: u32) -> Option<Clock> {
    match cursor.take()? {
        Token::Past | Token::After => Clock::new(hour(cursor)?, minutes),
        Token::To | Token::Till => Clock::before_full(hour(cursor)?.value, minutes),
        Token::Of => {
            let clock = Clock::before_full(hour(cursor)?.value, minutes);
            clock.filter(|_| !matches!(cursor.peek(), Some(Token::Month(_))))
        }
        Token::Ordinal(hour) => of_named_hour(hour, minutes),
        _ => None,
    }
}

/// Minutes of the hour that Russian counts from its end: the third one begins at two.
fn of_named_hour(hour: u32, minutes: u32) -> Option<Clock> {
    Clock::before_full(hour, HOUR.checked_sub(minutes)?)
}

fn hour(cursor: &mut Cursor<'_>) -> Option<Number> {
    if cursor.eat(&[Token::Chas]).is_some() {
        return Some(Number::word(1));
    }
    cursor.number()
}

/// "14:30"; seconds are let go. "On 4.22" a date was meant, and "4.22" alone may be one.
fn written(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let (is_date, is_first) = (cursor.previous() == Some(Token::On), cursor.previous().is_none());
    let Token::Joined(mark @ (':' | '.'), hour, minute, second) = cursor.take()? else { return None };
    if mark == '.' && (is_date || is_first && cursor.peek().is_none()) {
        return None;
    }
    let are_minutes =
        minute.digits == 2 && second.is_none_or(|second| second.digits == 2 && second.value < 60);
    let clock = Clock::new(hour, minute.value).filter(|_| are_minutes);
    cursor.eat(&[Token::Chasov]);
    clock
}

/// "at 1430", "230 pm", "1400 hours"
fn of_digits(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let previous = cursor.previous();
    let is_time = previous.is_some_and(Token::comes_before_time);
    let number = cursor.number()?;
    let is_year = YEARS.contains(&number.value) && !(previous == Some(Token::At) && number.value % 5 == 0);
    let is_said = matches!(cursor.peek(), Some(Token::Am | Token::Pm | Token::Hours | Token::Chasov));
    cursor.eat(&[Token::Hours, Token::Chasov]);
    let is_clock = match number.digits {
        3 => is_said || is_time,
        4 => is_said || number.value < 2000 || is_time && !is_year,
        _ => false,
    };
    let hour = Number { value: number.value / 100, digits: number.digits.checked_sub(2)? };
    is_clock.then(|| Clock::new(hour, number.value % 100))?
}

/// "в 14-30": after "at" a hyphen may stand before minutes.
pub(crate) fn hyphened(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let is_at = cursor.previous() == Some(Token::At);
    let hour = cursor.number().filter(|_| is_at)?;
    cursor.eat(&[Token::Dash])?;
    let minute = cursor.number().filter(|minute| minute.digits == 2)?;
    let is_minute = minute.value < 10 || matches!(minute.value, 15 | 20 | 25..);
    is_minute.then(|| Clock::new(hour, minute.value))?
}

fn hour_and_minute(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let is_time = cursor.previous().is_some_and(|token| token.comes_before_time() || token == Token::For);
    if cursor.attempt(about).is_none() && cursor.eat(&[Token::Chas]).is_some() {
        return Clock::new(Number::word(1), cursor.attempt(minute).unwrap_or(0));
    }
    let is_first = cursor.previous().is_none();
    let hour = cursor.number().filter(|hour| hour.digits <= 2)?;
    if cursor.eat(&[Token::OClock]).is_some() {
        return Clock::new(hour, 0);
    }
    // "3h" alone is rather a length, and "three weekends" is one.
    if is_first && hour.value <= 12 && cursor.peek() == Some(Token::H) {
        return cursor.attempt(|cursor| {
            cursor.eat(&[Token::H])?;
            Clock::new(hour, minute(cursor)?)
        });
    }
    let counts = matches!(
        cursor.peek(),
        Some(
            Token::Weekend
                | Token::Weekdays(_)
                | Token::Workdays
                | Token::Weeks
                | Token::Days
                | Token::Day(2)
        )
    );
    if counts && !is_time {
        return None;
    }
    let is_said = cursor.eat(&[Token::Chas, Token::Chasov, Token::H]).is_some();
    let minute = cursor.attempt(minute);
    // "the later one", "the friday one"
    let is_hour =
        matches!(cursor.peek(), Some(Token::Am | Token::Pm | Token::Part(_) | Token::Dnya | Token::In));
    let may_be_pronoun = hour == Number::word(1) && !is_time && !is_first && !is_said && minute.is_none();
    if may_be_pronoun && !is_hour {
        return None;
    }
    // "friday 13" is rather a day.
    let begins_range =
        matches!(cursor.peek(), Some(Token::To | Token::Till | Token::Until | Token::UpTo | Token::Dash));
    let is_time = is_time || is_said || begins_range || minute.is_some() || (1..=12).contains(&hour.value);
    is_time.then(|| Clock::new(hour, minute.unwrap_or(0)))?
}

/// "часов в пять": at about five.
fn about(cursor: &mut Cursor<'_>) -> Option<Token> {
    cursor.eat(&[Token::Chas, Token::Chasov])?;
    cursor.eat(&[Token::At])
}

/// The minute after an hour: "thirty", "oh five", "05", "5 минут".
fn minute(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut oh = cursor.eat(&[Token::Oh]).is_some();
    let mut minute = cursor.number()?;
    // "ноль-ноль", "ноль пять"
    if minute == Number::word(0)
        && let Some(second) = cursor.attempt(|cursor| cursor.number().filter(|second| second.digits == 0))
    {
        (oh, minute) = (true, second);
    }
    let are_said = cursor.eat(&[Token::Minutes, Token::AMinute]).is_some();
    let is_minute = match minute.value {
        0..=9 => oh || are_said || minute.digits == 2,
        _ => minute.digits == 0 || minute.digits == 2,
    };
    // "в 14 24 ноября"
    let is_day = matches!(cursor.peek(), Some(Token::Month(_) | Token::OfTheMonth));
    (is_minute && !is_day).then_some(minute.value)
}
