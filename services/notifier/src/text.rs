//! Text that travels well.

use domain::CallId;
use url::Url;

/// Ends a text that was cut.
const CUT: &str = "...";

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

/// Typographic characters in the SMS alphabet (GSM 03.38). One that isn't in it more than halves what fits
/// into a segment.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '‘' | '’' | '‚' | '′' | '`' => plain.push('\''),
            '“' | '”' | '„' | '″' | '«' | '»' => plain.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '−' | '•' | '·' => plain.push('-'),
            '…' => plain.push_str(CUT),
            '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            character => plain.push(character),
        }
    }
    plain
}

/// The text in one line, with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The text's lines, each with single spaces, and at most one empty line between two.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(one_line).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines.join("\n").trim().to_owned()
}

/// The text, or as many whole words of it as fit.
pub(crate) fn cut_at_word(text: &str, max_characters: usize) -> String {
    if text.chars().count() <= max_characters {
        return text.to_owned();
    }
    // One more character than fits, so that a word that ends exactly there is seen to end.
    let room = max_characters.saturating_sub(CUT.len());
    let fitting: String = text.chars().take(room + 1).collect();
    let words = match fitting.rsplit_once(' ') {
        Some((words, _)) => words.to_owned(),
        None => fitting.chars().take(room).collect(),
    };
    format!("{}{CUT}", words.trim_end_matches([' ', '.', ',', ';', ':', '-']))
}
