//! Rust source as words and signs, without comments, literals and what only tests see.

/// The words and signs of a source, `::` being one sign.
pub(crate) fn tokens(source: &str) -> Vec<String> {
    without_tests(&split(&plain(source)))
}

/// Blanks comments, strings and characters.
fn plain(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = skipped(rest);
        if skipped > 0 {
            plain.push(' ');
            rest = &rest[skipped..];
        } else if next.is_alphanumeric() || next == '_' {
            let word = word_length(rest);
            plain.push_str(&rest[..word]);
            rest = &rest[word..];
        } else {
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    plain
}

/// How many bytes a comment or literal takes that begins here; 0 where none does.
fn skipped(rest: &str) -> usize {
    let until =
        |start: usize, end: &str| rest[start..].find(end).map_or(rest.len(), |at| start + at + end.len());
    if rest.starts_with("//") {
        return until(2, "\n");
    }
    if rest.starts_with("/*") {
        return until(2, "*/");
    }
    let unprefixed = rest.trim_start_matches(['b', 'c', 'r']);
    let prefix = rest.len() - unprefixed.len();
    if prefix > 2 {
        return 0;
    }
    let hashes = unprefixed.len() - unprefixed.trim_start_matches('#').len();
    if rest[..prefix].contains('r') && unprefixed[hashes..].starts_with('"') {
        return until(prefix + hashes + 1, &format!("\"{}", "#".repeat(hashes)));
    }
    if unprefixed.starts_with('"') {
        return prefix + quoted(unprefixed, '"');
    }
    if let Some(quoted_from) = unprefixed.strip_prefix('\'') {
        // A lifetime has no closing quote.
        let character = quoted_from.chars().next().map_or(0, char::len_utf8);
        let is_character = quoted_from.starts_with('\\') || quoted_from[character..].starts_with('\'');
        return if is_character { prefix + quoted(unprefixed, '\'') } else { 0 };
    }
    0
}

fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + 1;
        }
    }
    text.len()
}

fn word_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len())
}

fn split(plain: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = plain.trim_start();
    while let Some(next) = rest.chars().next() {
        let length = match word_length(rest) {
            0 if rest.starts_with("::") => 2,
            0 => next.len_utf8(),
            word => word,
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

/// Leaves out each item after `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        if rest.len() >= MARK.len() && rest[..MARK.len()] == MARK {
            rest = &rest[MARK.len()..];
            rest = &rest[item_length(rest)..];
        } else {
            kept.push(token.clone());
            rest = after;
        }
    }
    kept
}

/// Up to a semicolon or the end of a block, whichever ends the item.
fn item_length(tokens: &[String]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth -= 1;
                if depth == 0 && token == "}" {
                    return at + 1;
                }
            }
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}
