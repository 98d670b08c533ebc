//! From words to a moment, or to the reason why not.

use chrono::{DateTime, NaiveDate};
use domain::{Country, Zone};

use crate::phrase;
use crate::pieces::Number;
use crate::resolve::resolve;
use crate::tokens::{Token, tokens};
use crate::unclear::Unclear;

/// The longest phrase that is read, in characters: what a person says of one time takes a line.
const MAX_PHRASE: usize = 200;

/// What was said of a time, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// One moment.
    At(DateTime<Zone>),
    /// A day, and perhaps a part of it: the caller leaves the hour open.
    Within(Span),
    /// Two days or more, in their order: the caller leaves the day open too.
    Days(Vec<Span>),
    /// Two alternatives or more, in the order in which they were said.
    Either(Vec<When>),
}

/// A part of a day that is not over yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The day that was said.
    pub day: NaiveDate,
    /// Never before now: what has gone by of the span is left out.
    pub from: DateTime<Zone>,
    /// The first moment that is no longer in it.
    pub until: DateTime<Zone>,
}

/// Understands a phrase such as "next friday at noon", or a date and a time said apart: "tomorrow", "2pm".
///
/// `now` has the business's zone. `country` is where it is: it decides what "5/12" is.
pub fn understand(
    date: &str,
    time: Option<&str>,
    now: DateTime<Zone>,
    country: Option<Country>,
) -> Result<When, Unclear> {
    let mut said = read(date)?;
    if let Some(time) = time {
        without_start_of_day(&mut said);
        // As if it had been said in one: "tomorrow at 2pm".
        said.push(Token::At);
        said.extend(read(time)?);
    }
    let said = phrase::read(&said).ok_or(Unclear::NotUnderstood)?;
    resolve(&said, now, country)
}

/// Understands one free phrase: "tomorrow after 3", "in two hours". "As soon as possible", "any time" are
/// now.
pub fn understand_phrase(
    phrase: &str,
    now: DateTime<Zone>,
    country: Option<Country>,
) -> Result<When, Unclear> {
    understand(phrase, None, now, country)
}

fn read(phrase: &str) -> Result<Vec<Token>, Unclear> {
    if phrase.chars().nth(MAX_PHRASE).is_some() {
        return Err(Unclear::NotUnderstood);
    }
    tokens(phrase).ok_or(Unclear::NotUnderstood)
}

/// `2026-12-04T00:00:00` is a date where the time is said apart.
fn without_start_of_day(date: &mut Vec<Token>) {
    let is_midnight = |number: &Number| number.value == 0;
    if let [Token::Iso(..), rest @ ..] = date.as_slice() {
        let time = rest.strip_prefix(&[Token::At]).unwrap_or(rest);
        if let [Token::Joined(':', hour, minute, _), ..] = time
            && time.len() <= 2
            && is_midnight(hour)
            && is_midnight(minute)
        {
            date.truncate(1);
        }
    }
}
