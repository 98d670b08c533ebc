//! JSON as JavaScript writes it.
//!
//! A text cut in the middle of an emoji leaves half of a surrogate pair, which `JSON.stringify` writes and a strict reader
//! refuses. One letter is worth less than the call that it is in.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

/// Reads JSON; what is no Unicode in it becomes the replacement character.
pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(json).or_else(|error| {
        // Most of what can't be read is simply not JSON, and stays so.
        let repaired = repair(json);
        if repaired.as_bytes() == json { Err(error) } else { serde_json::from_str(&repaired) }
    })
}

fn repair(json: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(json);
    if !text.contains("\\u") {
        return text;
    }
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        repaired.push_str(plain);
        let (kept, length) = read_escape(escape);
        repaired.push_str(kept);
        rest = escape.get(length..).unwrap_or_default();
    }
    repaired.push_str(rest);
    Cow::Owned(repaired)
}

/// What is kept of the escape at the start of the text, and how much of the text it was.
fn read_escape(text: &str) -> (&str, usize) {
    const REPLACEMENT: &str = "\\ufffd";
    const ONE: usize = 6;
    let Some(first) = code_unit(text) else {
        // Any other escape is a backslash and one character, which may itself be a backslash.
        let length = text.chars().take(2).map(char::len_utf8).sum();
        return (text.get(..length).unwrap_or(text), length);
    };
    let second = text.get(ONE..).and_then(code_unit);
    match (first, second) {
        (0xd800..=0xdbff, Some(0xdc00..=0xdfff)) => (text.get(..2 * ONE).unwrap_or(text), 2 * ONE),
        (0xd800..=0xdfff, _) => (REPLACEMENT, ONE),
        _ => (text.get(..ONE).unwrap_or(text), ONE),
    }
}

/// The UTF-16 code unit that the text begins with, written as an escape.
fn code_unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

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
    fn what_is_not_json_stays_refused() {
        for broken in [b"{".as_slice(), br#"{"a":"\u12"#, b"\\"] {
            assert!(parse::<Value>(broken).is_err());
        }
    }
}
