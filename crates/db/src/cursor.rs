//! The place of a row in an order of time, as clients hold it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use uuid::Uuid;

const MOMENT_DIGITS: usize = 16;
const DIGITS: usize = MOMENT_DIGITS + 32;

/// The place of a row in a list that is ordered by time, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor<Id> {
    pub at: DateTime<Utc>,
    pub id: Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseCursorError;

/// Microseconds and id, in hexadecimal: opaque to clients, and exact, as Postgres keeps microseconds.
impl<Id: Copy + Into<Uuid>> fmt::Display for Cursor<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id: Uuid = self.id.into();
        write!(f, "{:016x}{}", self.at.timestamp_micros(), id.simple())
    }
}

impl<Id: From<Uuid>> FromStr for Cursor<Id> {
    type Err = ParseCursorError;

    fn from_str(text: &str) -> Result<Self, ParseCursorError> {
        // Parsers of numbers take a sign, and those of ids hyphens and braces.
        if text.len() != DIGITS || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(ParseCursorError);
        }
        let (micros, id) = text.split_at_checked(MOMENT_DIGITS).ok_or(ParseCursorError)?;
        // What does not fit has the sign's bit set.
        let micros = i64::from_str_radix(micros, 16).map_err(|_| ParseCursorError)?;
        let at = DateTime::from_timestamp_micros(micros).ok_or(ParseCursorError)?;
        let id = Uuid::try_parse(id).map_err(|_| ParseCursorError)?;
        Ok(Self { at, id: id.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_exactly() {
        let cursor = Cursor { at: "2026-11-20T16:00:00.123456Z".parse().unwrap(), id: Uuid::max() };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
    }

    #[test]
    fn what_is_no_cursor_is_rejected() {
        let nil = "00000000000000000000000000000000";
        for text in [
            "",
            "abc",
            "zzzzzzzzzzzzzzzz",
            &format!("ffffffffffffffff{nil}"),
            &format!("7fffffffffffffff{nil}"),
            &format!("-fffffffffffffff{nil}"),
            &format!("+000000000000001{nil}"),
            &format!("0000000000000001{{{nil}}}"),
            &format!("0000000000000001{nil}0"),
            &"é".repeat(24),
        ] {
            assert_eq!(text.parse::<Cursor<Uuid>>(), Err(ParseCursorError), "{text}");
        }
    }
}
