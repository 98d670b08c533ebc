//! Text on its way to a caller's ear.

use domain::longest_beginning;

/// At most 2,000 characters: beyond some 500 tokens Vapi warns of an oversized result, and
/// nobody listens that long.
pub(crate) const MAX_RESULT: usize = 2_000;
/// At most 1,000 characters: the schema's limit for what is said word for word.
pub(crate) const MAX_SPOKEN: usize = 1_000;

/// One line of at most `limit` characters: Vapi can't read a result with a line break in it.
pub(crate) fn single_line(text: &str, limit: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    format!("{}…", longest_beginning(&line, |beginning| beginning.chars().count() < limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_break_becomes_a_space() {
        assert_eq!(single_line(" a\r\nb\tc\u{2028}d\0e  f\u{85}", 100), "a b c d e f");
    }

    #[test]
    fn what_is_too_long_is_cut_between_letters() {
        assert_eq!(single_line("привет", 6), "привет");
        assert_eq!(single_line("привет всем", 6), "приве…");
        assert_eq!(single_line("नमस्ते", 5), "नम…");
    }
}
