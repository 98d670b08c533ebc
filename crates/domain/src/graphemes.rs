//! Text is cut between graphemes: what people read as one letter or sign is several characters in many
//! scripts.

use unicode_segmentation::UnicodeSegmentation as _;

/// The longest beginning that fits and ends between two graphemes. A first grapheme that is too long by itself,
/// as one with hundreds of marks, is cut between its characters.
///
/// Of two beginnings, the shorter one must fit where the longer one does.
pub fn longest_beginning(text: &str, fits: impl Fn(&str) -> bool) -> &str {
    if fits(text) {
        return text;
    }
    let whole_graphemes = longest(text, text.grapheme_indices(true).map(|(start, _)| start), &fits);
    if whole_graphemes.is_empty() {
        longest(text, text.char_indices().map(|(start, _)| start), &fits)
    } else {
        whole_graphemes
    }
}

/// The longest of the beginnings that end at these places, of which the first is the empty one.
fn longest(text: &str, ends: impl Iterator<Item = usize>, fits: impl Fn(&str) -> bool) -> &str {
    let beginnings: Vec<&str> = ends.filter_map(|end| text.get(..end)).collect();
    let fitting = beginnings.partition_point(|beginning| fits(beginning));
    fitting.checked_sub(1).and_then(|last| beginnings.get(last)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_characters(text: &str, limit: usize) -> &str {
        longest_beginning(text, |beginning| beginning.chars().count() <= limit)
    }

    #[test]
    fn a_text_is_cut_between_what_people_read_as_letters() {
        for (text, limit, cut) in [
            ("", 0, ""),
            ("abc", 3, "abc"),
            ("abc", 2, "ab"),
            ("привет", 4, "прив"),
            // A letter and its accent, a flag, a family, a thumb and its colour.
            ("cafe\u{301}s", 4, "caf"),
            ("cafe\u{301}s", 5, "cafe\u{301}"),
            ("a🇩🇪🇫🇷", 4, "a🇩🇪"),
            ("a👨\u{200d}👩\u{200d}👧b", 5, "a"),
            ("a👨\u{200d}👩\u{200d}👧b", 6, "a👨\u{200d}👩\u{200d}👧"),
            ("ok👍🏽", 3, "ok"),
            // A Thai and a Hindi syllable, and one of Korean in its parts.
            ("ที่นี่", 4, "ที่"),
            ("नमस्ते", 3, "नम"),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", 4, "\u{1112}\u{1161}\u{11ab}"),
        ] {
            assert_eq!(of_characters(text, limit), cut, "{text} {limit}");
        }
    }

    #[test]
    fn a_first_grapheme_that_is_too_long_is_cut_between_its_characters() {
        let marks = format!("a{}", "\u{301}".repeat(1_000));
        assert_eq!(of_characters(&marks, 10).chars().count(), 10);
        assert_eq!(of_characters("👨\u{200d}👩\u{200d}👧", 2), "👨\u{200d}");
        assert_eq!(of_characters("abc", 0), "");
    }

    proptest! {
        #[test]
        fn as_many_graphemes_as_fit_are_kept(text in "([a-e ]|\\PC|[👩👦🇩🇪\u{200d}\u{301}\u{fe0f}]){0,40}", limit in 0_usize..50) {
            let cut = of_characters(&text, limit);
            prop_assert!(text.starts_with(cut) && cut.chars().count() <= limit);
            let kept = cut.graphemes(true).count();
            let graphemes: Vec<&str> = text.graphemes(true).collect();
            if graphemes.first().is_some_and(|first| first.chars().count() <= limit) {
                prop_assert_eq!(graphemes[..kept].concat(), cut);
                let one_more: usize = graphemes.iter().take(kept + 1).map(|one| one.chars().count()).sum();
                prop_assert!(kept == graphemes.len() || one_more > limit);
            }
        }
    }
}
