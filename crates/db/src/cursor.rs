//! The place of a row in an order of time, as clients hold it.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

const MOMENT_DIGITS: usize = 16;
const DIGITS: usize = MOMENT_DIGITS + 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseCursorError;

/// Microseconds and id, in hexadecimal: opaque to clients, and exact, as Postgres keeps microseconds.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, at: DateTime<Utc>, id: Uuid) -> fmt::Result {
    write!(f, "{:016x}{}", at.timestamp_micros(), id.simple())
}

pub(crate) fn read(text: &str) -> Result<(DateTime<Utc>, Uuid), ParseCursorError> {
    // Parsers of numbers take a sign, and those of ids hyphens and braces.
    if text.len() != DIGITS || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(ParseCursorError);
    }
    let (micros, id) = text.split_at_checked(MOMENT_DIGITS).ok_or(ParseCursorError)?;
    // What does not fit has the sign's bit set.
    let micros = i64::from_str_radix(micros, 16).map_err(|_| ParseCursorError)?;
    let at = DateTime::from_timestamp_micros(micros).ok_or(ParseCursorError)?;
    let id = Uuid::try_parse(id).map_err(|_| ParseCursorError)?;
    Ok((at, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Written(DateTime<Utc>, Uuid);

    impl fmt::Display for Written {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write(f, self.0, self.1)
        }
    }

    #[test]
    fn a_cursor_is_read_back_exactly() {
        let at = "2026-11-20T16:00:00.123456Z".parse().unwrap();
        assert_eq!(read(&Written(at, Uuid::max()).to_string()), Ok((at, Uuid::max())));
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
            assert_eq!(read(text), Err(ParseCursorError), "{text}");
        }
    }
}
