//! A phrase cut into words, numbers and the marks between them.

use chrono::{DateTime, FixedOffset};

/// The longest number that says something of a time is a year.
const MAX_DIGITS: usize = 4;
/// What may stand between words and changes nothing.
const PASSED: &[char] =
    &[',', '.', ';', ':', '!', '?', '…', '"', '\'', '’', '‘', '“', '”', '«', '»', '(', ')'];
const DASHES: &[char] = &['–', '—', '‑', '−'];

/// A number as it was said or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: u32,
    /// How many digits it was written with; a word has none.
    pub(crate) digits: usize,
}

impl Number {
    pub(crate) const fn word(value: u32) -> Self {
        Self { value, digits: 0 }
    }

    /// Written as in "09:30", by someone who counts 24 hours.
    pub(crate) fn is_padded(self) -> bool {
        self.value < 10 && self.digits == 2
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Word(String),
    Number(Number),
    /// Numbers joined by one of `:`, `.` and `/`: a third one only where there is.
    Joined(char, Number, Number, Option<Number>),
    /// `2026-11-24`
    Iso(Number, Number, Number),
    /// A moment with its offset from UTC, as in RFC 3339.
    Instant(DateTime<FixedOffset>),
    /// Between two numbers, or alone between two words.
    Dash,
    /// Space and punctuation.
    Nothing,
}

/// Cuts a phrase; `None` where something in it is neither a word, nor a number, nor punctuation.
pub(crate) fn pieces(phrase: &str) -> Option<Vec<Piece>> {
    let text = phrase.to_lowercase().replace('ё', "е").replace(DASHES, "-");
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    let mut before = ' ';
    while let Some(next) = rest.chars().next() {
        let (piece, after) = piece(rest, next, before)?;
        if piece != Piece::Nothing {
            pieces.push(piece);
        }
        // What was read is a prefix of the rest, so its last character is the one before.
        before = rest.strip_suffix(after).and_then(|read| read.chars().next_back()).unwrap_or(' ');
        rest = after;
    }
    Some(pieces)
}

/// The piece at the beginning and what follows.
fn piece(rest: &str, next: char, before: char) -> Option<(Piece, &str)> {
    if next.is_ascii_digit() {
        return number(rest);
    }
    if next.is_alphabetic() {
        let end = rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        return Some((Piece::Word(word.replace(['\'', '’'], "")), after));
    }
    let mut chars = rest.chars();
    chars.next();
    let after = chars.as_str();
    match next {
        '@' => Some((Piece::Word("at".into()), after)),
        '-' => dash(before, after.chars().next()).map(|piece| (piece, after)),
        _ if next.is_whitespace() || PASSED.contains(&next) => Some((Piece::Nothing, after)),
        _ => None,
    }
}

/// "2-4" and "friday - at 2" have a dash, "twenty-five" and "5-го" none, and "-5" is no time.
fn dash(before: char, after: Option<char>) -> Option<Piece> {
    match after {
        Some(after) if after.is_alphabetic() => Some(Piece::Nothing),
        Some(after) if after.is_ascii_digit() && !before.is_alphanumeric() => None,
        _ => Some(Piece::Dash),
    }
}

fn number(rest: &str) -> Option<(Piece, &str)> {
    if let Some(read) = instant(rest) {
        return Some(read);
    }
    let (first, after) = digits(rest)?;
    if first.digits == MAX_DIGITS
        && let Some((month, after)) = joined('-', after)
        && let Some((day, after)) = joined('-', after)
    {
        return Some((Piece::Iso(first, month, day), before_time(after)));
    }
    for mark in [':', '.', '/'] {
        if let Some((second, after)) = joined(mark, after) {
            let (third, after) =
                joined(mark, after).map_or((None, after), |(third, after)| (Some(third), after));
            return Some((Piece::Joined(mark, first, second, third), after));
        }
    }
    Some((Piece::Number(first), after))
}

fn instant(rest: &str) -> Option<(Piece, &str)> {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (written, after) = rest.split_at_checked(end)?;
    let written = written.trim_end_matches(PASSED).to_uppercase();
    let instant = DateTime::parse_from_rfc3339(&written)
        .or_else(|_| DateTime::parse_from_str(&written, "%Y-%m-%dT%H:%M%#z"))
        .ok()?;
    Some((Piece::Instant(instant), after))
}

/// The `T` of "2026-11-24T14:30" separates and says nothing.
fn before_time(rest: &str) -> &str {
    rest.strip_prefix('t').filter(|time| time.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest)
}

fn joined(mark: char, rest: &str) -> Option<(Number, &str)> {
    rest.strip_prefix(mark).and_then(digits)
}

fn digits(rest: &str) -> Option<(Number, &str)> {
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (written, after) = rest.split_at_checked(end)?;
    if written.len() > MAX_DIGITS {
        return None;
    }
    Some((Number { value: written.parse().ok()?, digits: written.len() }, after))
}
