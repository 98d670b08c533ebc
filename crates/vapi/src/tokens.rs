//! JSON text cut into its tokens. Put together again they are the text to the byte, whatever the text was.

use memchr::memchr2_iter;

/// At most 127 levels of nesting: `serde_json` rejects the 128th, to spare the stack.
pub(crate) const MAX_DEPTH: usize = 127;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Open,
    Close,
    Colon,
    Comma,
    Space,
    /// A string with its quotes.
    Text,
    /// A number, a word, or what is no JSON.
    Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) bytes: &'a [u8],
}

pub(crate) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(crate) fn of(json: &'a [u8]) -> Self {
        Self { rest: json }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let kind = kind(*self.rest.first()?);
        let length = match kind {
            Kind::Text => text_length(self.rest),
            Kind::Space | Kind::Plain => run_length(self.rest, kind),
            Kind::Open | Kind::Close | Kind::Colon | Kind::Comma => 1,
        };
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Token { kind, bytes })
    }
}

/// Whether a text opens more than `limit` levels at once.
pub(crate) fn is_deeper_than(limit: usize, json: &[u8]) -> bool {
    // Most messages have fewer brackets than that, which is counted ten times as fast.
    if memchr2_iter(b'{', b'[', json).nth(limit).is_none() {
        return false;
    }
    let mut depth = 0_usize;
    Tokens::of(json).any(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > limit
    })
}

/// Whether a text has more than `limit` values, the names of members among them. A value takes
/// far more memory than its text.
pub(crate) fn has_more_values_than(limit: usize, json: &[u8]) -> bool {
    let is_value = |token: &Token<'_>| matches!(token.kind, Kind::Open | Kind::Text | Kind::Plain);
    Tokens::of(json).filter(is_value).nth(limit).is_some()
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'{' | b'[' => Kind::Open,
        b'}' | b']' => Kind::Close,
        b':' => Kind::Colon,
        b',' => Kind::Comma,
        b' ' | b'\t' | b'\n' | b'\r' => Kind::Space,
        b'"' => Kind::Text,
        _ => Kind::Plain,
    }
}

/// Up to the closing quote, or all where there is none. Most texts are short: a vectorised
/// search costs more than it saves.
fn text_length(json: &[u8]) -> usize {
    let mut is_escaped = false;
    for (at, byte) in json.iter().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    json.len()
}

fn run_length(json: &[u8], run: Kind) -> usize {
    json.iter().position(|byte| kind(*byte) != run).unwrap_or(json.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_put_together_are_the_text() {
        for text in
            [r#" {"a\"b" : [1.5e3, true,null] , "c":"\\"}"#, "{\"broken", "\u{feff}nonsense ]]} \\\" \"", ""]
        {
            let together: Vec<u8> =
                Tokens::of(text.as_bytes()).flat_map(|token| token.bytes).copied().collect();
            assert_eq!(together, text.as_bytes());
        }
    }

    #[test]
    fn a_quote_in_a_string_does_not_end_it() {
        let texts: Vec<&[u8]> = Tokens::of(br#"{"a\\":"b\"]"}"#)
            .filter(|token| token.kind == Kind::Text)
            .map(|token| token.bytes)
            .collect();
        assert_eq!(texts, [br#""a\\""#.as_slice(), br#""b\"]""#]);
    }

    #[test]
    fn the_limit_is_what_serde_json_reads() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for depth in [1, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1] {
            let text = nested(depth);
            let is_read = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            assert_eq!(is_deeper_than(MAX_DEPTH, text.as_bytes()), !is_read, "{depth}");
        }
        assert!(!is_deeper_than(MAX_DEPTH, format!("\"{}\"", "[".repeat(500)).as_bytes()));
    }

    #[test]
    fn every_value_and_every_name_is_counted() {
        let text = br#"{"a": [1, -2.5e3, null, "b, c"], "d": {}}"#;
        assert!(has_more_values_than(8, text));
        assert!(!has_more_values_than(9, text));
    }
}
