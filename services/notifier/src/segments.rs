//! How many segments a text takes as an SMS, each of which is paid for. One character outside the alphabet of GSM
//! (3GPP TS 23.038) makes the whole text UCS-2.

/// A segment has 140 bytes: 160 septets, or 153 beside the header that joins several.
const GSM: Capacity = Capacity { alone: 160, joined: 153 };
/// 70 units of two bytes, or 67 beside that header.
const UCS2: Capacity = Capacity { alone: 70, joined: 67 };

/// What the alphabet has beside characters of ASCII.
const BEYOND_ASCII: &str = "£¥¤§¡¿èéÉùìòàÇØøÅåÆæßÄäÖöÑñÜüΔΦΓΛΩΠΨΣΘΞ";
/// What the alphabet has behind an escape, so that it takes two septets.
const ESCAPED: &str = "\u{c}^{}\\[~]|€";

#[derive(Clone, Copy)]
struct Capacity {
    alone: usize,
    joined: usize,
}

/// How many segments the text takes.
pub(crate) fn segments(text: &str) -> usize {
    if text.chars().all(|character| septets(character).is_some()) {
        GSM.segments(text.chars().filter_map(septets))
    } else {
        UCS2.segments(text.chars().map(char::len_utf16))
    }
}

impl Capacity {
    /// No character is split: one that does not fit in full begins the next segment.
    fn segments(self, widths: impl Iterator<Item = usize> + Clone) -> usize {
        if widths.clone().sum::<usize>() <= self.alone {
            return 1;
        }
        let (mut segments, mut taken) = (1, 0);
        for width in widths {
            if taken + width > self.joined {
                (segments, taken) = (segments + 1, 0);
            }
            taken += width;
        }
        segments
    }
}

/// `None` for a character that is not in the alphabet.
fn septets(character: char) -> Option<usize> {
    let is_ascii_of_gsm = matches!(character, '\n' | '\r' | ' '..='Z' | '_' | 'a'..='z');
    if is_ascii_of_gsm || BEYOND_ASCII.contains(character) {
        Some(1)
    } else {
        ESCAPED.contains(character).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_127_characters_and_ten_behind_an_escape() {
        let width = |width| ('\0'..=char::MAX).filter(|character| septets(*character) == Some(width)).count();
        assert_eq!((width(1), width(2)), (127, 10));
    }

    #[test]
    fn a_text_in_the_alphabet_has_160_septets_in_a_segment_and_153_in_each_of_several() {
        assert_eq!(segments(&"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà€".repeat(2)), 1);
        for (length, count) in [(160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4)] {
            assert_eq!(segments(&"a".repeat(length)), count, "{length}");
        }
    }

    #[test]
    fn a_character_behind_an_escape_has_two_septets_of_one_segment() {
        assert_eq!(segments(&"€".repeat(80)), 1);
        assert_eq!(segments(&"€".repeat(81)), 2);
        // 76 of them and a septet to spare.
        assert_eq!(segments(&"€".repeat(152)), 2);
        assert_eq!(segments(&"€".repeat(153)), 3);
        assert_eq!(segments(&format!("{}[{}", "a".repeat(152), "a".repeat(151))), 2);
        assert_eq!(segments(&format!("{}[{}", "a".repeat(152), "a".repeat(152))), 3);
    }

    #[test]
    fn any_other_text_has_70_units_in_a_segment_and_67_in_each_of_several() {
        for (length, count) in [(70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)] {
            assert_eq!(segments(&"я".repeat(length)), count, "{length}");
            assert_eq!(segments(&format!("{}ç", "a".repeat(length - 1))), count, "{length}");
            // What has two septets in the alphabet is one unit here.
            assert_eq!(segments(&format!("{}я", "]".repeat(length - 1))), count, "{length}");
        }
    }

    #[test]
    fn a_character_of_two_units_is_in_one_segment() {
        assert_eq!(segments(&"🐳".repeat(35)), 1);
        assert_eq!(segments(&"🐳".repeat(36)), 2);
        // 33 of them and a unit to spare.
        assert_eq!(segments(&"🐳".repeat(66)), 2);
        assert_eq!(segments(&"🐳".repeat(67)), 3);
        assert_eq!(segments(&format!("{}🐳{}", "я".repeat(66), "я".repeat(65))), 2);
        assert_eq!(segments(&format!("{}🐳{}", "я".repeat(66), "я".repeat(66))), 3);
    }
}
