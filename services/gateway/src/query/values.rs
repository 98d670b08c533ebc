//! Values of query parameters.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};

use super::InvalidParameter;

/// 50 rows a page: people look through it without waiting.
pub(crate) const DEFAULT_LIMIT: u64 = 50;
/// At most 200 rows a page: more would be slow to make and slow to read; the cursor leads on.
const MAX_LIMIT: u64 = 200;
/// At most 200: Vapi's own words are shorter, the longest reasons of an end included.
const MAX_WORD_CHARACTERS: usize = 200;

/// A stretch of time, exact to the microsecond as Postgres is. Of two bounds on a side the tighter holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    /// Included.
    pub(crate) from: Option<DateTime<Utc>>,
    /// Not included.
    pub(crate) before: Option<DateTime<Utc>>,
}

impl Span {
    /// Takes one bound: `gte`, `gt`, `lt` or `lte`.
    pub(crate) fn narrow(&mut self, bound: &str, value: &str) -> Result<(), InvalidParameter> {
        let (begins, includes) = match bound {
            "gte" => (true, true),
            "gt" => (true, false),
            "lt" => (false, false),
            "lte" => (false, true),
            _ => return Err(InvalidParameter::Unknown),
        };
        let moment = moment(value)?;
        let edge = if begins == includes { up_to_micros(moment) } else { after_micros(moment) };
        if begins {
            self.from = self.from.max(Some(edge));
        } else {
            self.before = Some(self.before.map_or(edge, |known| known.min(edge)));
        }
        Ok(())
    }
}

/// The bound in the name of a parameter: `gte` of `created_at[gte]`.
pub(crate) fn bound_of<'a>(name: &'a str, field: &str) -> Option<&'a str> {
    name.strip_prefix(field)?.strip_prefix('[')?.strip_suffix(']')
}

pub(crate) fn parsed<T: FromStr<Err: Display>>(value: &str) -> Result<T, InvalidParameter> {
    value.parse().map_err(|error: T::Err| InvalidParameter::Invalid(error.to_string()))
}

/// The lists of words are Vapi's and open, so that any word is taken that could be one.
pub(crate) fn word(value: &str) -> Result<String, InvalidParameter> {
    let fits = (1..=MAX_WORD_CHARACTERS).contains(&value.len());
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if fits && plain {
        Ok(value.to_owned())
    } else {
        Err(InvalidParameter::expected("a word of letters, digits, dots, dashes and underscores"))
    }
}

/// The value of `next_cursor` on the page before.
pub(crate) fn cursor<T: FromStr>(value: &str) -> Result<T, InvalidParameter> {
    value.parse().map_err(|_| InvalidParameter::expected("the next_cursor of a page"))
}

pub(crate) fn limit(value: &str) -> Result<u64, InvalidParameter> {
    let limit = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.ok_or_else(|| InvalidParameter::expected(format_args!("a whole number from 1 to {MAX_LIMIT}")))
}

/// A plus that the caller did not escape arrives as a space: puts it back.
pub(crate) fn with_plus(value: &str, place: usize) -> String {
    match (value.get(..place), value.get(place..).and_then(|rest| rest.strip_prefix(' '))) {
        (Some(before), Some(after)) => format!("{before}+{after}"),
        _ => value.to_owned(),
    }
}

fn moment(value: &str) -> Result<DateTime<Utc>, InvalidParameter> {
    // `+02:00` has six characters.
    let offset = value.len().saturating_sub(6);
    DateTime::parse_from_rfc3339(&with_plus(value, offset))
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| InvalidParameter::expected("a moment, RFC 3339: 2026-11-20T16:00:00Z"))
}

/// Postgres counts in microseconds: the first of them that is not before a moment.
fn up_to_micros(moment: DateTime<Utc>) -> DateTime<Utc> {
    if moment.timestamp_subsec_nanos().is_multiple_of(1000) { moment } else { after_micros(moment) }
}

/// The first microsecond after a moment.
fn after_micros(moment: DateTime<Utc>) -> DateTime<Utc> {
    let whole = moment - TimeDelta::nanoseconds(i64::from(moment.timestamp_subsec_nanos() % 1000));
    whole.checked_add_signed(TimeDelta::microseconds(1)).unwrap_or(whole)
}
