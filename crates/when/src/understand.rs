//! From words to a moment, or to the reason why not.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::phrase;
use crate::resolve::resolve;
use crate::tokens::{Token, tokens};
use crate::unclear::Unclear;

/// The longest phrase that is read, in characters: what a person says of one time takes a line.
const MAX_PHRASE: usize = 200;

/// What was said of a time, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One moment.
    At(DateTime<Tz>),
    /// A day, and perhaps a part of it: the caller leaves the hour open.
    Within(Span),
}

/// A part of a day that is not over yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The day that was said.
    pub day: NaiveDate,
    /// Never before now: what has gone by of the span is left out.
    pub from: DateTime<Tz>,
    /// The first moment that is no longer in it.
    pub until: DateTime<Tz>,
}

/// Understands a phrase such as "next friday at noon", or a date and a time said apart: "tomorrow", "2pm".
pub fn understand(date: &str, time: Option<&str>, now: DateTime<Tz>) -> Result<When, Unclear> {
    let mut said = read(date)?;
    if let Some(time) = time {
        // As if it had been said in one: "tomorrow at 2pm".
        said.push(Token::At);
        said.extend(read(time)?);
    }
    let said = phrase::read(&said).ok_or(Unclear::NotUnderstood)?;
    resolve(&said, now)
}

/// Understands one free phrase: "tomorrow after 3", "in two hours". "As soon as possible", "any time" are
/// now.
pub fn understand_phrase(phrase: &str, now: DateTime<Tz>) -> Result<When, Unclear> {
    understand(phrase, None, now)
}

fn read(phrase: &str) -> Result<Vec<Token>, Unclear> {
    if phrase.chars().nth(MAX_PHRASE).is_some() {
        return Err(Unclear::NotUnderstood);
    }
    tokens(phrase).ok_or(Unclear::NotUnderstood)
}
