//! Values of query parameters.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::InvalidParameter;

/// At most 200: Vapi's own words are shorter, the longest reasons of an end included.
const MAX_WORD_CHARACTERS: usize = 200;

/// Sets a part of a filter to a value that may turn out wrong.
pub(crate) fn set<T>(
    part: &mut Option<T>,
    value: Result<T, InvalidParameter>,
) -> Result<(), InvalidParameter> {
    *part = Some(value?);
    Ok(())
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

/// A plus that the caller did not escape arrives as a space: puts it back.
pub(crate) fn with_plus(value: &str, place: usize) -> String {
    match (value.get(..place), value.get(place..).and_then(|rest| rest.strip_prefix(' '))) {
        (Some(before), Some(after)) => format!("{before}+{after}"),
        _ => value.to_owned(),
    }
}

pub(super) fn moment(value: &str) -> Result<DateTime<Utc>, InvalidParameter> {
    // `+02:00` has six characters.
    let offset = value.len().saturating_sub(6);
    DateTime::parse_from_rfc3339(&with_plus(value, offset))
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| InvalidParameter::expected("a moment, RFC 3339: 2026-11-20T16:00:00Z"))
}
