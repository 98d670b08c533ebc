//! Reading JSON that may be anything.

use chrono::{DateTime, Datelike as _, Utc};
use serde_json::Value;

/// The text at a JSON pointer; `None` when it is absent, empty or no text.
pub(crate) fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The first of several pointers that has text.
pub(crate) fn first_text(value: &Value, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| text(value, pointer))
}

/// A scalar as text: Vapi's schema has a string where real payloads have booleans and numbers too.
pub(crate) fn scalar(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An object or array that holds something.
pub(crate) fn filled(value: &Value, pointer: &str) -> Option<Value> {
    match value.pointer(pointer)? {
        Value::Object(members) if members.is_empty() => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Null => None,
        found => Some(found.clone()),
    }
}

/// From 2015 to 2100: no call is older than Vapi by many years, and a moment far ahead is a mistake of units.
const YEARS: std::ops::RangeInclusive<i32> = 2015..=2100;

/// A moment: milliseconds since 1970, or RFC 3339 (both are seen for the same field), cut to the millisecond.
pub(crate) fn moment(value: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    let at = match value.pointer(pointer)? {
        Value::Number(number) => {
            let milliseconds = number.as_i64().or_else(|| number.as_f64().and_then(whole))?;
            DateTime::from_timestamp_millis(milliseconds)
        }
        Value::String(text) => {
            let at = DateTime::parse_from_rfc3339(text).ok()?;
            DateTime::from_timestamp_millis(at.timestamp_millis())
        }
        _ => None,
    };
    at.filter(|at| YEARS.contains(&at.year()))
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

fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "within what f64 holds exactly")]
    (number.abs() < MAX_EXACT).then_some(number as i64)
}
