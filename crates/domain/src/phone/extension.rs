//! What is written behind a number, to be dialled once somebody answers.

/// In lower case; in the languages of those who write settings and of those who call them.
const LABELS: [&str; 14] = [
    "x",
    "ext",
    "extn",
    "extension",
    "p",
    "w",
    "int",
    "interno",
    "anexo",
    "ramal",
    "poste",
    "durchwahl",
    "доб",
    "добавочный",
];

/// At least 7 digits stand before an extension: fewer are a part of the number.
const MIN_DIGITS_BEFORE: usize = 7;

/// At most 7 digits: longer than any extension that is dialled. Vapi takes 10.
const MAX_DIGITS: usize = 7;

pub(super) fn in_text(text: &str) -> Option<String> {
    let (dialled, parameters) = text.split_once(';').unwrap_or((text, ""));
    let written = parameters.split(';').find_map(|one| one.trim().strip_prefix("ext="));
    let (_, behind) = split(dialled);
    let digits: String = written.or(behind)?.chars().filter(char::is_ascii_digit).collect();
    (1..=MAX_DIGITS).contains(&digits.len()).then_some(digits)
}

/// The number, and what is behind it if that is an extension.
pub(super) fn split(text: &str) -> (&str, Option<&str>) {
    let mut digits = 0_usize;
    // Where the first sign stands between the digits of the number, the others do as well.
    let mut separates = false;
    for (place, letter) in text.char_indices() {
        if letter.is_numeric() {
            digits += 1;
        }
        let is_sign = matches!(letter, ',' | '#');
        if !is_sign && !letter.is_alphabetic() {
            continue;
        }
        separates |= is_sign && (1..MIN_DIGITS_BEFORE).contains(&digits);
        let (number, behind) = text.split_at(place);
        let label: String =
            behind.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let is_label = if is_sign { !separates } else { LABELS.contains(&label.as_str()) };
        let rest = behind.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ',' | '#'));
        if is_label && digits >= MIN_DIGITS_BEFORE && is_few_digits(rest) {
            return (number, Some(rest));
        }
        if !is_sign {
            break;
        }
    }
    (text, None)
}

fn is_few_digits(text: &str) -> bool {
    let count = text.chars().filter(|c| c.is_numeric()).count();
    (1..=MAX_DIGITS).contains(&count) && !text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_what_is_dialled_behind_a_whole_number() {
        for (text, extension) in [
            ("+1 415 555 0199 ext. 5", Some("5")),
            ("415-555-0199x12", Some("12")),
            ("+7 495 123-45-67 доб. 101", Some("101")),
            ("+14155550199,,7", Some("7")),
            ("+14155550199#7", Some("7")),
            ("tel:+14155550199;ext=42", Some("42")),
            ("+14155550199", None),
            ("415,555,0199", None),
            ("4, 1, 5, 5, 5, 5, 0, 1, 9, 9", None),
            ("+1 415,555,0199", None),
            ("+44,20,7946,0958", None),
            ("0, 3, 0, 1, 2, 3, 4, 5, 6", None),
            ("4, 1, 5, 5, 5, 5, 0, 1, 9, 9, ext. 5", Some("5")),
            ("+1 415,555,0199 доб. 101", Some("101")),
            ("555 ext 5", None),
            ("+14155550199 my cell", None),
        ] {
            assert_eq!(in_text(text).as_deref(), extension, "{text}");
        }
    }
}
