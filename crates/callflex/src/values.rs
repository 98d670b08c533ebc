//! Values of arguments that need reading: secrets, and moments.

use std::convert::Infallible;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::builder::ValueParser;
use secrecy::SecretString;

/// Reads a secret as it is.
pub(crate) fn secret() -> ValueParser {
    ValueParser::from(|text: &str| Ok::<SecretString, Infallible>(text.into()))
}

pub(crate) fn first_moment(text: &str) -> Result<DateTime<Utc>, String> {
    moment(text, NaiveTime::MIN)
}

pub(crate) fn last_moment(text: &str) -> Result<DateTime<Utc>, String> {
    moment(text, NaiveTime::from_hms_milli_opt(23, 59, 59, 999).unwrap_or(NaiveTime::MIN))
}

fn moment(text: &str, time: NaiveTime) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(time).and_utc());
    }
    text.parse()
        .map_err(|_| "expected a day such as 2026-11-01 or a moment such as 2026-11-01T09:30:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_whole() {
        assert_eq!(first_moment("2026-11-01").unwrap().to_rfc3339(), "2026-11-01T00:00:00+00:00");
        assert_eq!(last_moment("2026-11-01").unwrap().to_rfc3339(), "2026-11-01T23:59:59.999+00:00");
        assert_eq!(last_moment("2026-11-01T09:30:00Z").unwrap().to_rfc3339(), "2026-11-01T09:30:00+00:00");
        assert!(first_moment("yesterday").is_err());
    }
}
