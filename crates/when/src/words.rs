//! The dictionary: what each word or fixed expression means.

mod calendar;
mod clock;
mod filler;
mod joints;
mod numbers;
mod zones;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tokens::Token;

/// Words in the longest expression.
pub(crate) const LONGEST: usize = 7;

/// A meaning and the words that have it, between bars.
type Entry = (Token, &'static str);

static MEANINGS: LazyLock<HashMap<&'static str, Token>> = LazyLock::new(|| {
    entries().flat_map(|(token, words)| words.split('|').map(move |word| (word, token))).collect()
});

/// What an expression means: lowercase, its words a space apart.
pub(crate) fn meaning(expression: &str) -> Option<Token> {
    MEANINGS.get(expression).copied()
}

fn entries() -> impl Iterator<Item = Entry> {
    [numbers::WORDS, calendar::WORDS, clock::WORDS, joints::WORDS, zones::WORDS, filler::WORDS]
        .into_iter()
        .flatten()
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_is_listed_once_as_it_is_looked_up() {
        let mut seen = std::collections::HashSet::new();
        for word in entries().flat_map(|(_, words)| words.split('|')) {
            assert!(seen.insert(word), "{word} is listed twice");
            assert!(word.split(' ').count() <= LONGEST, "{word} is too long");
            assert!(
                word.split(' ').all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic)),
                "{word}"
            );
            assert_eq!(word, word.to_lowercase().replace('ё', "е"));
        }
    }
}
