//! Reading JSON that may be anything.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDateTime, Utc};
use serde_json::Value;

/// The text at a JSON pointer; `None` when it is absent, empty or no text.
pub(crate) fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A text, or a whole number as its digits: a phone number is sent as either.
pub(crate) fn text_or_number(value: &Value, pointer: &str) -> Option<String> {
    let Value::Number(number) = value.pointer(pointer)? else { return text(value, pointer) };
    // Some write every number as a fraction: `442079460958.0`.
    let of_fraction = || whole(number.as_f64().filter(|number| number.fract() == 0.0)?);
    number.as_u64().or_else(|| u64::try_from(of_fraction()?).ok()).map(|digits| digits.to_string())
}

/// The first of several pointers that has text.
pub(crate) fn first_text(value: &Value, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| text(value, pointer))
}

/// Anything as text: Vapi's schema has a string where real payloads have booleans, numbers and whole tables
/// too, which become the JSON that they are.
pub(crate) fn written(value: &Value, pointer: &str) -> Option<String> {
    match filled(value, pointer)? {
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// Whatever is there, unless it holds nothing.
pub(crate) fn filled(value: &Value, pointer: &str) -> Option<Value> {
    match value.pointer(pointer)? {
        Value::Object(members) if members.is_empty() => None,
        Value::Array(items) if items.is_empty() => None,
        Value::String(text) if text.trim().is_empty() => None,
        Value::Null => None,
        found => Some(found.clone()),
    }
}

/// A number, or a text that is one.
pub(crate) fn number(value: &Value, pointer: &str) -> Option<f64> {
    let number = match value.pointer(pointer)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// From 2015 to 2100: no call is older than Vapi by many years, and a moment far ahead is a mistake of units.
const YEARS: std::ops::RangeInclusive<i32> = 2015..=2100;

/// Below 100,000,000,000 a number counts seconds, from there on milliseconds: as seconds it is in the year
/// 5138, as milliseconds in 1973.
const MILLISECONDS_FROM: f64 = 1e11;

/// A moment: seconds or milliseconds since 1970, also as text, or a written date and time (all are seen for the
/// same field), cut to the millisecond.
pub(crate) fn moment(value: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    let at = match value.pointer(pointer)? {
        Value::Number(number) => counted(number.as_f64()?),
        Value::String(text) => written_moment(text.trim()),
        _ => None,
    };
    at.filter(|at| YEARS.contains(&at.year()))
}

fn counted(since_1970: f64) -> Option<DateTime<Utc>> {
    let is_seconds = since_1970.abs() < MILLISECONDS_FROM;
    let milliseconds = if is_seconds { (since_1970 * 1_000.0).round() } else { since_1970 };
    DateTime::from_timestamp_millis(whole(milliseconds)?)
}

/// RFC 3339 and what is close to it, RFC 2822, or a number. Where no zone is named it is UTC.
fn written_moment(text: &str) -> Option<DateTime<Utc>> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return counted(text.parse().ok()?);
    }
    let at = zoned(text).map(|at| at.to_utc()).or_else(|| {
        let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
        let local = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
        local.map(|at| at.and_utc())
    })?;
    DateTime::from_timestamp_millis(at.timestamp_millis())
}

fn zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    // With hours alone for the zone, as databases write it.
    let formats = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z"];
    let close = text.parse().or_else(|_| DateTime::parse_from_rfc2822(text)).ok();
    close.or_else(|| formats.iter().find_map(|format| DateTime::parse_from_str(text, format).ok()))
}

/// Removes NUL from every text and name: JSON can hold it, Postgres can't.
pub(crate) fn strip_nul(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => text.retain(|character| character != '\0'),
        Value::Array(items) => items.iter_mut().for_each(strip_nul),
        Value::Object(members) => {
            members.values_mut().for_each(strip_nul);
            if members.keys().any(|name| name.contains('\0')) {
                *members = std::mem::take(members)
                    .into_iter()
                    .map(|(name, value)| (name.replace('\0', ""), value))
                    .collect();
            }
        }
        _ => {}
    }
}

/// An object without its members that are null.
pub(crate) fn without_nulls(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| !value.is_null());
    }
    object
}

/// The largest whole number that `f64` holds exactly.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// The whole part of a number.
pub(crate) fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "within what f64 holds exactly")]
    (number.abs() < MAX_EXACT).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_moment_is_read_however_it_is_written() {
        let expected = "2024-11-20T16:20:00.123Z".parse::<DateTime<Utc>>().unwrap();
        for written in [
            json!(1_732_119_600_123_i64),
            json!(1_732_119_600_123.9),
            json!(1_732_119_600.123),
            json!("1732119600123"),
            json!("1732119600.123"),
            json!(" 1732119600123 "),
            json!("2024-11-20T16:20:00.123Z"),
            json!("2024-11-20T16:20:00.123987Z"),
            json!("2024-11-20t16:20:00.123z"),
            json!("2024-11-20T17:20:00.123+01:00"),
            json!("2024-11-20T17:20:00.123+0100"),
            json!("2024-11-20 16:20:00.123Z"),
            json!("2024-11-20 16:20:00.123+00:00"),
            json!("2024-11-20 16:20:00.123+00"),
            json!("2024-11-20T17:20:00.123+01"),
            json!("2024-11-20 16:20:00.123 UTC"),
            json!("2024-11-20T16:20:00.123"),
            json!("2024-11-20 16:20:00.123"),
        ] {
            assert_eq!(moment(&written, ""), Some(expected), "{written}");
        }
        let whole = "2024-11-20T16:20:00Z".parse::<DateTime<Utc>>().unwrap();
        for written in [
            json!(1_732_119_600),
            json!("1732119600"),
            json!("2024-11-20T16:20:00"),
            json!("Wed, 20 Nov 2024 16:20:00 GMT"),
            json!("Wed, 20 Nov 2024 17:20:00 +0100"),
        ] {
            assert_eq!(moment(&written, ""), Some(whole), "{written}");
        }
    }

    #[test]
    fn what_can_be_no_moment_of_a_call_is_none() {
        for written in [
            json!(0),
            json!(17),
            json!(-1_732_119_600),
            json!(1_732_119_600_123_456_i64),
            json!(1e300),
            json!(i64::MAX),
            json!("17"),
            json!("."),
            json!("1.7.3"),
            json!(""),
            json!("2024"),
            json!("2024-11-20"),
            json!("2024-13-20T16:20:00Z"),
            json!("1999-11-20T16:20:00Z"),
            json!("null"),
            json!(true),
            json!({}),
        ] {
            assert_eq!(moment(&written, ""), None, "{written}");
        }
    }

    #[test]
    fn a_number_may_be_text() {
        for (written, expected) in [
            (json!(0.12), Some(0.12)),
            (json!("0.12"), Some(0.12)),
            (json!(" 73 "), Some(73.0)),
            (json!("-1"), Some(-1.0)),
            (json!("1e999"), None),
            (json!("inf"), None),
            (json!("NaN"), None),
            (json!("free"), None),
            (json!(""), None),
            (json!(null), None),
            (json!([1]), None),
        ] {
            assert_eq!(number(&written, ""), expected, "{written}");
        }
    }

    #[test]
    fn a_text_may_be_a_whole_number() {
        for (value, expected) in [
            (json!(" +442079460958 "), Some("+442079460958")),
            (json!(442_079_460_958_u64), Some("442079460958")),
            (json!(442_079_460_958.0), Some("442079460958")),
            (json!(1001), Some("1001")),
            (json!(1.5), None),
            (json!(-1), None),
            (json!(1e300), None),
            (json!(true), None),
            (json!(""), None),
            (json!([442_079_460_958_u64]), None),
            (json!(null), None),
        ] {
            assert_eq!(text_or_number(&value, "").as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn anything_that_holds_something_can_be_text() {
        for (value, expected) in [
            (json!("Good"), Some("Good")),
            (json!(true), Some("true")),
            (json!(8), Some("8")),
            (json!({"greeting": "pass"}), Some(r#"{"greeting":"pass"}"#)),
            (json!([["a", 1]]), Some(r#"[["a",1]]"#)),
            (json!(" "), None),
            (json!({}), None),
            (json!([]), None),
            (json!(null), None),
        ] {
            assert_eq!(written(&value, "").as_deref(), expected, "{value}");
        }
    }
}
