//! Text that travels well.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use domain::{CallId, Language, Zone, longest_beginning};
use unicode_segmentation::UnicodeSegmentation as _;
use url::Url;

use crate::segments::segments;

/// Ends a text that was cut.
const CUT: &str = "...";

/// At most 24 graphemes are given up to end at a space or before a number: longer than most words and every
/// number. Further away there is a language without spaces, or an address.
const MAX_GIVEN_UP: usize = 24;
/// At most a third of what fits is given up for that: a short text keeps most of its room.
const PART_GIVEN_UP: usize = 3;

/// At most 60 units of UTF-16: a name, a number, a route, a day. A longer value is not what the field is for,
/// and must leave room for the message.
const MAX_FACT_UNITS: usize = 60;

/// What stands between the digits of a number, a time, a date.
const IN_NUMBERS: [char; 8] = [' ', '-', '.', ',', ':', '/', '(', ')'];

/// Graphemes that a text does not end with before `CUT`.
const LOOSE: [&str; 14] = [" ", ".", ",", ";", ":", "-", "–", "—", "…", "+", "(", "、", "，", "。"];

/// An e-mail, but for whom it is to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailText {
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// Where people read of a call.
pub(crate) fn call_link(call: CallId, app_url: &Url) -> String {
    format!("{}/calls/{call}", app_url.as_str().trim_end_matches('/'))
}

/// A moment as it is written in a language.
pub(crate) fn date_and_time(at: DateTime<Utc>, timezone: Zone, language: Language) -> String {
    let format = match language {
        Language::En => "%a, %-d %b %Y, %H:%M %Z",
        Language::Ru => "%d.%m.%Y, %H:%M %Z",
    };
    at.with_timezone(&timezone).format(format).to_string()
}

/// Typographic characters in the SMS alphabet (GSM 03.38). One that isn't in it more than halves what fits
/// into a segment.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' => plain.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => plain.push('"'),
            // After a letter it is a part of the word: col·lecció.
            '·' if plain.ends_with(char::is_alphabetic) => plain.push(character),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '•' | '·' => plain.push('-'),
            '…' => plain.push_str(CUT),
            character => plain.push(character),
        }
    }
    plain
}

/// The text in one line, with single spaces and nothing that is invisible or turns the direction of what follows.
pub(crate) fn one_line(text: &str) -> String {
    let shown: String = text.chars().filter(|character| !is_dropped(*character)).collect();
    let words: Vec<&str> = shown
        .split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.chars().all(is_joiner))
        .collect();
    words.join(" ")
}

/// The text's lines, each with single spaces, and at most one empty line between two.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(one_line).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines.join("\n").trim().to_owned()
}

/// Whether there is nothing to read in it.
pub(crate) fn is_blank(text: &str) -> bool {
    one_line(text).is_empty()
}

/// A value in one line that leaves room for others.
pub(crate) fn fact(value: &str) -> String {
    cut(&one_line(value), |fact| fact.encode_utf16().count() <= MAX_FACT_UNITS)
}

/// An SMS of at most so many segments: its beginning as it is, and as much of the detail as there is room for.
pub(crate) fn sms_of(beginning: &str, detail: &str, max_segments: usize) -> String {
    let detail = cut(detail, |detail| segments(&format!("{beginning}{detail}")) <= max_segments);
    format!("{beginning}{detail}")
}

/// The text, or as much of its beginning as fits together with `CUT`.
fn cut(text: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(text) {
        return text.to_owned();
    }
    let longest = longest_beginning(text, |beginning| fits(&format!("{beginning}{CUT}")));
    if longest.is_empty() {
        return String::new();
    }
    format!("{}{CUT}", well_ended(text, longest))
}

/// The beginning of a text, or a little less of it: best is the longest that ends neither within a number nor
/// within a word, then neither within a number.
fn well_ended<'a>(text: &'a str, beginning: &'a str) -> &'a str {
    let graphemes: Vec<(usize, &str)> = beginning.grapheme_indices(true).collect();
    let given_up = MAX_GIVEN_UP.min(graphemes.len() / PART_GIVEN_UP);
    let starts = graphemes.iter().rev().map(|(start, _)| *start);
    let ends = std::iter::once(beginning.len()).chain(starts).take(given_up + 1);
    let parts = ends.filter_map(|end| text.split_at_checked(end));
    let best =
        parts.min_by_key(|(before, after)| (is_within_number(before, after), is_within_word(before, after)));
    without_loose_end(best.map_or(beginning, |(before, _)| before))
}

fn is_within_number(before: &str, after: &str) -> bool {
    before.trim_end_matches(IN_NUMBERS).ends_with(char::is_numeric)
        && after.trim_start_matches(IN_NUMBERS).starts_with(char::is_numeric)
}

fn is_within_word(before: &str, after: &str) -> bool {
    !before.ends_with(' ') && !after.starts_with(' ')
}

/// A text of nothing else stays as it is.
fn without_loose_end(text: &str) -> &str {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let last = graphemes.iter().rev().find(|(_, grapheme)| !LOOSE.contains(grapheme));
    last.and_then(|(start, grapheme)| text.get(..start + grapheme.len())).unwrap_or(text)
}

/// Zero-width spaces, soft hyphens and marks of direction. The joiners are no such: words of Persian and
/// families of emoji are made with them.
fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Zero-width joiner and non-joiner.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}
