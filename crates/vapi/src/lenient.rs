//! JSON as JavaScript writes it, and with whatever in it.
//!
//! A text cut in the middle of an emoji leaves half of a surrogate pair, which `JSON.stringify`
//! writes and a strict reader rejects; so is a number beyond what 64 bits hold. One letter or
//! number is worth less than the call that it is in.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::json;
use crate::tokens::{Kind, Tokens};

/// At most 64 KiB are built of an unverified message: values take far more memory than their text.
pub(crate) const MAX_BUILT: usize = 64 * 1024;

/// 19 digits: no shorter whole number is beyond what 64 bits hold.
const LONG_DIGITS: usize = 19;

/// The byte order mark, which some senders put before their JSON.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// JSON without the byte order mark before it.
pub(crate) fn without_mark(json: &[u8]) -> &[u8] {
    json.trim_ascii_start().strip_prefix(MARK).unwrap_or(json)
}

/// Reads whatever JSON it is, as [`parse`] does; a whole number beyond what 64 bits hold becomes the text of
/// its digits. It is an account's or a parcel's: rounded it is another one's.
pub(crate) fn parse_value(json: &[u8]) -> Result<Value, serde_json::Error> {
    parse(&with_long_integers_quoted(json))
}

/// Reads JSON; what is no Unicode in it becomes the replacement character, and a number that is
/// too large nothing.
pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    let json = without_mark(json);
    serde_json::from_slice(json).or_else(|error| {
        // Most of what can't be read is simply not JSON, and stays so; what broke off is not made whole.
        if error.is_data() || error.is_eof() {
            return Err(error);
        }
        let repaired = repair(json);
        if repaired == json { Err(error) } else { serde_json::from_slice(&repaired) }
    })
}

/// A field that may be absent, null or of another type. It is read from where it stands: what its type does
/// not ask for is passed over without being built.
pub(crate) struct Lenient<T>(Option<T>);

impl<T> Lenient<T> {
    pub(crate) fn value(self) -> Option<T> {
        self.0
    }

    pub(crate) fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(parse(raw.get().as_bytes()).ok()))
    }
}

/// A text for `deserialize_with`, or a whole number as its digits: a phone number is sent as either.
pub(crate) fn text_or_number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Lenient<String>, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?.get();
    // Anything else is passed over without being built.
    if !raw.starts_with(|first: char| first.is_ascii_digit()) {
        return Ok(Lenient(parse(raw.as_bytes()).ok()));
    }
    let number = parse_value(raw.as_bytes()).ok();
    Ok(Lenient(number.and_then(|number| json::text_or_number(&number, ""))))
}

/// A JSON object. Left to itself, serde takes a list of a struct's values in their order for
/// the struct as well.
#[derive(Default)]
pub(crate) struct Object<T>(pub(crate) T);

/// An object that may be absent, null or of another type.
pub(crate) type Part<T> = Lenient<Object<T>>;

impl<T> Part<T> {
    pub(crate) fn part(self) -> Option<T> {
        self.0.map(|object| object.0)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData)).map(Self)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

/// Anything, as the text that it is. It can be as large as the body, and is built only by [`build`].
pub(crate) type Raw = Lenient<Box<RawValue>>;

/// Builds a value, unless it is too long.
pub(crate) fn build(raw: &RawValue) -> Option<Value> {
    let text = raw.get();
    if text.len() > MAX_BUILT { None } else { parse_value(text.as_bytes()).ok() }
}

fn with_long_integers_quoted(json: &[u8]) -> Cow<'_, [u8]> {
    // So many digits in a row can't lie between two of the places that are looked at, and are rare.
    let may_be_long = |at: usize| {
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let before = json.get(..at).unwrap_or_default().iter().rev().take_while(is_digit).count();
        before + json.get(at..).unwrap_or_default().iter().take_while(is_digit).count() >= LONG_DIGITS
    };
    let mut places = (0..json.len()).step_by(LONG_DIGITS);
    if !places.any(|at| json.get(at).is_some_and(u8::is_ascii_digit) && may_be_long(at)) {
        return Cow::Borrowed(json);
    }
    // As the name of a member a number is no JSON, and must not become it.
    if serde_json::from_slice::<IgnoredAny>(without_mark(json)).is_err() {
        return Cow::Borrowed(json);
    }
    let mut quoted = Vec::with_capacity(json.len());
    for token in Tokens::of(json) {
        if token.kind == Kind::Plain && is_long_integer(token.bytes) {
            quoted.push(b'"');
            quoted.extend_from_slice(token.bytes);
            quoted.push(b'"');
        } else {
            quoted.extend_from_slice(token.bytes);
        }
    }
    Cow::Owned(quoted)
}

/// Whether this is a whole number, as JSON writes it, beyond what 64 bits hold.
fn is_long_integer(plain: &[u8]) -> bool {
    let digits = plain.strip_prefix(b"-").unwrap_or(plain);
    let is_integer = digits.iter().all(u8::is_ascii_digit) && !digits.starts_with(b"0");
    let fits = || {
        let text = std::str::from_utf8(plain).unwrap_or_default();
        text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok()
    };
    digits.len() >= LONG_DIGITS && is_integer && !fits()
}

fn repair(json: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(json);
    let mut repaired = Vec::with_capacity(text.len());
    for token in Tokens::of(text.as_bytes()) {
        match token.kind {
            Kind::Text => repair_text(token.bytes, &mut repaired),
            Kind::Plain if is_too_large(token.bytes) => repaired.extend_from_slice(b"null"),
            _ => repaired.extend_from_slice(token.bytes),
        }
    }
    repaired
}

fn is_too_large(number: &[u8]) -> bool {
    let is_number = number.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    let value = std::str::from_utf8(number).ok().and_then(|number| number.parse::<f64>().ok());
    is_number && value.is_some_and(f64::is_infinite)
}

fn repair_text(text: &[u8], repaired: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let (plain, escape) = rest.split_at(at);
        repaired.extend_from_slice(plain);
        let (kept, length) = read_escape(escape);
        repaired.extend_from_slice(kept);
        rest = escape.get(length..).unwrap_or_default();
    }
    repaired.extend_from_slice(rest);
}

/// What is kept of the escape at the start of the text, and how much of the text it was.
fn read_escape(text: &[u8]) -> (&[u8], usize) {
    const REPLACEMENT: &[u8] = b"\\ufffd";
    const ONE: usize = 6;
    let start = |length: usize| (text.get(..length).unwrap_or(text), length);
    let Some(first) = code_unit(text) else {
        // Any other escape is a backslash and one character, which may itself be a backslash.
        return start(2);
    };
    let second = text.get(ONE..).and_then(code_unit);
    match (first, second) {
        (0xd800..=0xdbff, Some(0xdc00..=0xdfff)) => start(2 * ONE),
        (0xd800..=0xdfff, _) => (REPLACEMENT, ONE),
        _ => start(ONE),
    }
}

/// The UTF-16 code unit that the text begins with, written as an escape.
fn code_unit(text: &[u8]) -> Option<u16> {
    let digits = std::str::from_utf8(text.strip_prefix(b"\\u")?.get(..4)?).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn half_an_emoji_costs_one_letter_and_not_the_message() {
        let read = |json: &[u8]| parse::<Value>(json).unwrap().as_str().unwrap().to_owned();
        assert_eq!(read(br#""cut \ud83d""#), "cut \u{fffd}");
        assert_eq!(read(br#""\udc4b hello""#), "\u{fffd} hello");
        assert_eq!(read(br#""whole \ud83d\udc4b""#), "whole \u{1f44b}");
        assert_eq!(read(br#""\\ud83d is text, \ud83d is not""#), "\\ud83d is text, \u{fffd} is not");
        assert_eq!(read(b"\"latin \xe9\""), "latin \u{fffd}");
    }

    #[test]
    fn a_number_that_is_too_large_costs_itself_and_not_the_message() {
        let huge = "9".repeat(400);
        let json = format!(r#"{{"cost": 1e999, "low": [-2E+400, 1], "text": "1e999", "digits": {huge}}}"#);
        let read: Value = parse(json.as_bytes()).unwrap();
        assert_eq!(read, json!({"cost": null, "low": [null, 1], "text": "1e999", "digits": null}));
    }

    #[test]
    fn a_whole_number_beyond_64_bits_keeps_its_digits() {
        for (number, expected) in [
            ("18446744073709551615", json!(u64::MAX)),
            ("18446744073709551616", json!("18446744073709551616")),
            ("-9223372036854775808", json!(i64::MIN)),
            ("-9223372036854775809", json!("-9223372036854775809")),
            ("9999999999999999999", json!(9_999_999_999_999_999_999_u64)),
            ("12345678901234567890123", json!("12345678901234567890123")),
            ("-12345678901234567890123", json!("-12345678901234567890123")),
            (r#""12345678901234567890123""#, json!("12345678901234567890123")),
        ] {
            // Wherever it stands: not every place is looked at.
            for before in 0..2 * LONG_DIGITS {
                let space = " ".repeat(before);
                let json = format!(r#"{{"a":{space}[{number},1]}}"#);
                assert_eq!(parse_value(json.as_bytes()).unwrap(), json!({"a": [expected, 1]}), "{number}");
            }
        }
        for number in ["12345678901234567890123.5", "12345678901234567890123e1"] {
            let read = parse_value(number.as_bytes()).unwrap();
            assert!(read.is_f64() && read == parse::<Value>(number.as_bytes()).unwrap(), "{number}");
        }
        let name = format!(r#"{{"{}": "\ud83d"}}"#, "9".repeat(30));
        assert_eq!(parse_value(name.as_bytes()).unwrap()["9".repeat(30)], "\u{fffd}");
    }

    #[test]
    fn a_byte_order_mark_before_json_is_passed_over() {
        for json in ["\u{feff}{\"a\":1}", "\r\n \u{feff} {\"a\":1}\n"] {
            assert_eq!(parse::<Value>(json.as_bytes()).unwrap(), json!({"a": 1}));
            assert_eq!(parse_value(json.as_bytes()).unwrap(), json!({"a": 1}));
        }
        assert_eq!(parse::<Value>("\u{feff}\"cut \\ud83d\"".as_bytes()).unwrap(), json!("cut \u{fffd}"));
        assert!(parse::<Value>("{\u{feff}}".as_bytes()).is_err());
        assert!(parse::<Value>("\u{feff}\u{feff}{}".as_bytes()).is_err());
    }

    #[test]
    fn what_is_not_json_stays_rejected() {
        for broken in [b"{".as_slice(), br#"{"a":"\u12"#, b"\\", b"inf", b"[1e999", b"-infinity"] {
            assert!(parse::<Value>(broken).is_err());
        }
        let nines = "9".repeat(30);
        let number = |before: &str, after: &str| format!("{before}{nines}{after}");
        for broken in
            [number("0", ""), number("-0", ""), number("", "a"), number("[", " 1]"), number("{", ":1}")]
        {
            assert!(parse_value(broken.as_bytes()).is_err(), "{broken}");
        }
    }

    #[derive(serde::Deserialize)]
    struct Message {
        kind: Lenient<String>,
        name: Lenient<String>,
    }

    #[test]
    fn a_field_of_another_type_is_as_absent() {
        let read: Message = parse(br#"{"kind": {"a": [1e999]}, "name": "Ann \ud83d"}"#).unwrap();
        assert_eq!(read.kind.value(), None);
        assert_eq!(read.name.value().as_deref(), Some("Ann \u{fffd}"));
    }

    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Line {
        #[serde(deserialize_with = "text_or_number")]
        number: Lenient<String>,
    }

    #[test]
    fn a_number_without_quotes_is_its_digits() {
        for (json, expected) in [
            (r#"{"number": "+442079460958"}"#, Some("+442079460958")),
            (r#"{"number": 442079460958}"#, Some("442079460958")),
            (r#"{"number":442079460958.0}"#, Some("442079460958")),
            (r#"{"number":12345678901234567890123}"#, Some("12345678901234567890123")),
            (r#"{"number": -1}"#, None),
            (r#"{"number": 1e999}"#, None),
            (r#"{"number": {"a": 1}}"#, None),
            (r#"{"number": null}"#, None),
            ("{}", None),
        ] {
            let Object(line) = parse::<Object<Line>>(json.as_bytes()).unwrap();
            assert_eq!(line.number.value().as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn what_is_too_long_is_not_built() {
        let raw = |length: usize| RawValue::from_string(format!("\"{}\"", "x".repeat(length))).unwrap();
        assert!(build(&raw(MAX_BUILT - 2)).is_some());
        assert_eq!(build(&raw(MAX_BUILT - 1)), None);
    }

    #[test]
    fn a_list_is_no_object() {
        assert!(parse::<Message>(br#"["a", "b"]"#).is_ok());
        assert!(parse::<Object<Message>>(br#"["a", "b"]"#).is_err());
        let read = parse::<Object<Message>>(br#"{"kind": "a", "name": null}"#).unwrap();
        assert_eq!(read.0.kind.value().as_deref(), Some("a"));
    }
}
