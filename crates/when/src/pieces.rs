//! A phrase cut into words, numbers and the marks between them.

use domain::Zone;

use crate::named_zone;
use crate::offset::{Offset, offset};

/// The longest number that says something of a time is a year.
const MAX_DIGITS: usize = 4;
/// `20261204`
const DATE_DIGITS: usize = 8;
/// `140000`, after such a date.
const TIME_DIGITS: usize = 6;
/// What may stand between words and changes nothing.
const PASSED: &[char] = &[
    ',', '.', ';', ':', '!', '?', '…', '"', '\'', '’', '‘', '“', '”', '«', '»', '(', ')', '[', ']', '~', '≈',
];
const ORDINAL_ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];
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
    /// Numbers joined by one of `:`, `.` and `/`, or three by `-`: a third one only where there is.
    Joined(char, Number, Number, Option<Number>),
    /// `2026-11-24`
    Iso(Number, Number, Number),
    Offset(Offset),
    /// `America/New_York`
    Zone(Zone),
    /// Between two numbers, or alone between two words.
    Dash,
    /// Within a word or between two: "twenty-five", "mon-fri".
    Hyphen,
    /// Between two bare numbers.
    Comma,
    Slash,
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
        let (piece, after) = match offset(&pieces, rest) {
            Some((offset, after)) => (Piece::Offset(offset), after),
            None => piece(rest, next, before, &pieces)?,
        };
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
fn piece<'a>(rest: &'a str, next: char, before: char, pieces: &[Piece]) -> Option<(Piece, &'a str)> {
    if next.is_ascii_digit() {
        return number(rest, pieces);
    }
    if next.is_alphabetic() {
        return named_zone(rest).or_else(|| word(rest, before));
    }
    let mut chars = rest.chars();
    chars.next();
    let after = chars.as_str();
    let then = after.chars().next();
    match next {
        '@' => Some((Piece::Word("at".into()), after)),
        '&' => Some((Piece::Word("and".into()), after)),
        '-' => dash(before, then, pieces.last()).map(|piece| (piece, after)),
        '/' => Some((Piece::Slash, after)),
        ',' if is_listed(after, pieces) => Some((Piece::Comma, after)),
        // "2026-12-04..06"
        '.' if before.is_ascii_digit() && then == Some('.') => {
            let after = after.strip_prefix('.').filter(|after| begins_with_digit(after))?;
            Some((Piece::Dash, after))
        }
        _ if next.is_whitespace() || PASSED.contains(&next) => Some((Piece::Nothing, after)),
        _ => None,
    }
}

fn named_zone(rest: &str) -> Option<(Piece, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '+' | '-');
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (name, after) = rest.split_at_checked(end)?;
    name.contains('/').then(|| named_zone::by_name(name))?.map(|zone| (Piece::Zone(zone), after))
}

fn word(rest: &str, before: char) -> Option<(Piece, &str)> {
    let end = rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(end)?;
    let word = if matches!(word, "we'd" | "we’d") { "we".into() } else { word.replace(['\'', '’'], "") };
    let is_attached = before.is_ascii_digit();
    let word = match word.as_str() {
        // "2a", but not "2a.m."
        "a" if is_attached && !after.starts_with(".m") => "am".into(),
        "p" if is_attached && !after.starts_with(".m") => "pm".into(),
        "m" if is_attached => "minutes".into(),
        // "2026-12-04T14:00"
        "t" if begins_with_digit(after) => "at".into(),
        _ => word,
    };
    Some((Piece::Word(word), after))
}

/// "2-4" and "friday - at 2" have a dash, "5-го" none, and "-5" is no time.
fn dash(before: char, after: Option<char>, last: Option<&Piece>) -> Option<Piece> {
    match after {
        Some(after) if after.is_alphabetic() => {
            Some(if before.is_alphabetic() { Piece::Hyphen } else { Piece::Nothing })
        }
        Some(after) if after.is_ascii_digit() && !before.is_alphanumeric() => {
            matches!(last, Some(Piece::Number(_) | Piece::Joined(..) | Piece::Iso(..))).then_some(Piece::Dash)
        }
        _ => Some(Piece::Dash),
    }
}

/// Whether a comma divides two bare numbers: "4, 5 December", but not "December 4, 2 pm".
fn is_listed(after: &str, pieces: &[Piece]) -> bool {
    let rest = after.trim_start();
    let Some((number, rest)) = digits(rest) else { return false };
    let is_time = rest.starts_with([':', '.', '/', 'h', 'a', 'p'])
        || ["am", "pm", "a.m", "p.m", "o'clock", "o’clock"]
            .iter()
            .any(|half| rest.trim_start().starts_with(half));
    let is_after_number = match pieces {
        [.., Piece::Number(_)] => true,
        [.., Piece::Number(_), Piece::Word(ending)] => ORDINAL_ENDINGS.contains(&ending.as_str()),
        _ => false,
    };
    is_after_number && number.digits <= 2 && !is_time
}

fn number<'a>(rest: &'a str, pieces: &[Piece]) -> Option<(Piece, &'a str)> {
    if let Some(read) = compact(rest, pieces) {
        return Some(read);
    }
    let (first, after) = digits(rest)?;
    if let Some((second, after)) = joined('-', after)
        && let Some((third, after)) = joined('-', after)
    {
        match (first.digits, third.digits) {
            (MAX_DIGITS, _) => return Some((Piece::Iso(first, second, third), after)),
            (1 | 2, MAX_DIGITS) => return Some((Piece::Joined('-', first, second, Some(third)), after)),
            _ => {}
        }
    }
    for mark in [':', '.', '/'] {
        if let Some((second, after)) = joined(mark, after) {
            let (third, after) =
                joined(mark, after).map_or((None, after), |(third, after)| (Some(third), after));
            let after = if mark == ':' && third.is_some() { without_fraction(after) } else { after };
            return Some((Piece::Joined(mark, first, second, third), after));
        }
    }
    Some((Piece::Number(first), after))
}

/// `20261204`, and `140000` after it.
fn compact<'a>(rest: &'a str, pieces: &[Piece]) -> Option<(Piece, &'a str)> {
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (written, after) = rest.split_at_checked(end)?;
    let part = |range: std::ops::Range<usize>| {
        let digits = written.get(range)?;
        Some(Number { value: digits.parse().ok()?, digits: digits.len() })
    };
    match (written.len(), pieces) {
        (DATE_DIGITS, _) => {
            let year = part(0..4).filter(|year| is_year(year.value))?;
            Some((Piece::Iso(year, part(4..6)?, part(6..8)?), after))
        }
        (TIME_DIGITS, [.., Piece::Iso(..), Piece::Word(_)]) => {
            Some((Piece::Joined(':', part(0..2)?, part(2..4)?, part(4..6)), after))
        }
        _ => None,
    }
}

/// A year of this century or after it.
pub(crate) fn is_year(value: u32) -> bool {
    (2000..=2999).contains(&value)
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

/// Parts of a second are let go.
fn without_fraction(rest: &str) -> &str {
    rest.strip_prefix(['.', ','])
        .filter(|fraction| begins_with_digit(fraction))
        .map_or(rest, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()))
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}
