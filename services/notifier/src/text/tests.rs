use proptest::prelude::*;

use super::*;

const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";

/// Cut to so many units of UTF-16.
fn cut_to(text: &str, max: usize) -> String {
    cut(text, |text| text.encode_utf16().count() <= max)
}

#[test]
fn a_text_is_cut_only_when_it_does_not_fit() {
    for (text, max, expected) in [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two..."),
        ("one two three", 10, "one two..."),
        ("one two three", 9, "one..."),
        ("onetwothree", 10, "onetwot..."),
        ("één twéé drie", 12, "één twéé..."),
        ("日本語", 3, "日本語"),
        ("日本語だ", 3, ""),
        ("", 0, ""),
    ] {
        assert_eq!(cut_to(text, max), expected, "{text} {max}");
    }
}

#[test]
fn a_text_without_spaces_fills_its_room() {
    let with_url = |before: &str, count| format!("{before}https://example.com/{}", "a".repeat(count));
    let [near, far] = ["See ", "a "].map(|before| with_url(before, 100));
    let [near_cut, far_cut] = [("See ", 13), ("a ", 15)].map(|(before, count)| with_url(before, count) + CUT);
    for (text, max, expected) in [
        ("予約を明日の午後三時に変更したいとのことです", 13, "予約を明日の午後三時..."),
        ("今天下午三点半 请给我回电话谢谢再见", 17, "今天下午三点半 请给我回电话..."),
        ("ขอเลื่อนนัดเป็นวันศุกร์", 12, "ขอเลื่อน..."),
        (near.as_str(), 40, near_cut.as_str()),
        (far.as_str(), 40, far_cut.as_str()),
    ] {
        assert_eq!(cut_to(text, max), expected, "{text} {max}");
    }
}

#[test]
fn a_cut_is_between_graphemes() {
    for (text, max, expected) in [
        (&format!("Thanks{FAMILY}{FAMILY}"), 17, format!("Thanks{FAMILY}...")),
        (&format!("Thanks{FAMILY}{FAMILY}"), 16, "Thanks...".to_owned()),
        (&"🇩🇪".repeat(10), 15, format!("{}...", "🇩🇪".repeat(3))),
        (&"e\u{301}".repeat(10), 10, format!("{}...", "e\u{301}".repeat(3))),
        (&"می\u{200c}خواهم".repeat(2), 6, "می\u{200c}...".to_owned()),
    ] {
        assert_eq!(cut_to(text, max), expected, "{text} {max}");
    }
    let marks = format!("a{}", "\u{301}".repeat(1_000));
    assert_eq!(cut_to(&marks, 13), format!("a{}...", "\u{301}".repeat(9)), "even in one that never ends");
}

#[test]
fn a_cut_leaves_a_number_whole_where_it_can() {
    for (text, max, expected) in [
        ("Please call back on +1 415-555-0199 before noon", 32, "Please call back on..."),
        ("Please call back on +14155550199 before noon", 30, "Please call back on..."),
        ("Please call back on (415) 555 0199 before noon", 30, "Please call back on..."),
        ("Please call back on 4155550199 before noon", 33, "Please call back on 4155550199..."),
        ("お客様の電話番号は０９０１２３４５６７８です", 15, "お客様の電話番号は..."),
        ("11111111111111111111111111111111", 13, "1111111111..."),
    ] {
        assert_eq!(cut_to(text, max), expected, "{text} {max}");
    }
}

#[test]
fn a_cut_leaves_no_loose_end() {
    for (text, max, expected) in [
        ("seven, seven, seven", 17, "seven, seven..."),
        ("wait - what", 10, "wait..."),
        ("はい、そうです。", 6, "はい..."),
        ("..........", 9, "........."),
        ("-- -- -- -- --", 10, "-- -- ..."),
    ] {
        assert_eq!(cut_to(text, max), expected, "{text} {max}");
    }
}

#[test]
fn typographic_signs_are_written_plainly() {
    assert_eq!(plain("Ana’s “big” day – 5′… «so»"), "Ana's \"big\" day - 5'... \"so\"");
    assert_eq!(plain("• tea · milk"), "- tea - milk");
    assert_eq!(plain("col·lecció"), "col·lecció");
}

#[test]
fn a_line_has_single_spaces_and_nothing_invisible() {
    for (text, line) in [
        (" a\r\nb\tc\u{2028}d\0e  f\u{85}\u{a0}g\u{202f}h\u{3000}i", "a b c d e f g h i"),
        ("\u{202e}evil\u{202c} \u{2066}a\u{2069}\u{200e}b\u{200f}\u{61c}", "evil ab"),
        ("ze\u{200b}ro\u{feff}soft\u{ad}en\u{2060}ed", "zerosoftened"),
        ("\u{200b} \u{200d} \u{200c}\n", ""),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        (FAMILY, FAMILY),
        ("cafe\u{301}  au", "cafe\u{301} au"),
    ] {
        assert_eq!(one_line(text), line, "{text:?}");
        assert_eq!(is_blank(text), line.is_empty(), "{text:?}");
    }
}

#[test]
fn a_fact_leaves_room_for_others_whatever_is_in_it() {
    for long in ["a".repeat(10_000), "word ".repeat(2_000), FAMILY.repeat(1_000), "я".repeat(10_000)] {
        let fact = fact(&long);
        assert!((40..=60).contains(&fact.encode_utf16().count()), "{fact}");
    }
    assert_eq!(fact(" Ana\nLopez "), "Ana Lopez");
}

#[test]
fn an_sms_is_as_long_as_its_segments_allow() {
    let sms = |detail: &str| sms_of("Call: ", detail, 2);
    assert_eq!(sms(&"a".repeat(300)), format!("Call: {}", "a".repeat(300)));
    assert_eq!(sms(&"a".repeat(301)), format!("Call: {}...", "a".repeat(297)));
    assert_eq!(sms(&"я".repeat(128)), format!("Call: {}", "я".repeat(128)));
    assert_eq!(sms(&"я".repeat(129)), format!("Call: {}...", "я".repeat(125)));
    // A sign beyond the cut does not shorten what is before it.
    assert_eq!(sms(&format!("{}🐳", "a".repeat(300))), format!("Call: {}...", "a".repeat(297)));
}

/// Letters of one septet, of two, of one unit and of two, joined, marked and spaced in any way.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "([a-e ]|[0-9 ()+-]|[€\\[\\]]){0,600}",
        "([а-е ]|[日本語。、]|[0-9]){0,300}",
        "([a-c 👩👦🇩🇪🇫\u{200d}\u{200c}\u{301}\u{fe0f}नस्ते]|\\PC){0,300}",
    ]
}

proptest! {
    #[test]
    fn an_sms_never_takes_more_segments_and_is_cut_between_graphemes(text in text(), max in 1_usize..4) {
        let sms = sms_of("From: ", &text, max);
        prop_assert!(segments(&sms) <= max, "{} in {}", sms, segments(&sms));
        let detail = sms.strip_prefix("From: ").unwrap();
        prop_assert_eq!(detail.is_empty(), text.is_empty());
        if detail != text {
            let kept = detail.strip_suffix(CUT).unwrap();
            prop_assert!(!kept.is_empty());
            let graphemes: Vec<&str> = text.graphemes(true).collect();
            let mut ends = graphemes.iter().scan(0, |end, grapheme| {
                *end += grapheme.len();
                Some(*end)
            });
            let is_one_long_grapheme = graphemes[0].encode_utf16().count() > 60;
            prop_assert!(text.starts_with(kept));
            prop_assert!(is_one_long_grapheme || ends.any(|end| end == kept.len()), "{}", kept);
        }
    }

    #[test]
    fn most_of_the_room_is_filled_without_a_space(text in "[a-e0-9日本]{0,120}", max in 20_usize..60) {
        let (cut, room) = (cut_to(&text, max), max - CUT.len());
        if cut != text {
            prop_assert!(cut.encode_utf16().count() >= max - room / PART_GIVEN_UP, "{}", cut);
        }
    }

    #[test]
    fn one_line_is_one_line_and_a_line_stays_as_it_is(text in "\\PC{0,40}|[\\x00-\\x20a\u{200b}\u{200d}\u{202e}\u{a0}]{0,40}") {
        let line = one_line(&text);
        prop_assert!(!line.contains(|c: char| c.is_control() || is_dropped(c)), "{:?}", line);
        prop_assert!(!line.contains("  ") && line.trim() == line, "{:?}", line);
        prop_assert_eq!(one_line(&line), line);
    }
}
