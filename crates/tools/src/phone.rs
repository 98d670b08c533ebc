//! Phone numbers as callers say them.

use domain::PhoneNumber;

/// Country codes of two digits (ITU-T E.164, list of assigned codes). 1 and 7 have one digit, all others
/// three.
const OF_TWO_DIGITS: [&str; 44] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

/// Where the national number keeps its leading zero.
const ITALY: &str = "39";

/// The number that was said. One without its country is of the same country as `home`.
pub(crate) fn as_said(said: &str, home: Option<&PhoneNumber>) -> Option<PhoneNumber> {
    let said = said.trim();
    if let Ok(number) = PhoneNumber::parse(said) {
        return Some(number);
    }
    let separators = [' ', '.', '-', '(', ')', '/', '\u{a0}', '‑', '–'];
    let digits: String = said.chars().filter(|letter| !separators.contains(letter)).collect();
    if digits.starts_with('+') {
        return PhoneNumber::parse(&digits).ok();
    }
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(international) = digits.strip_prefix("00") {
        return PhoneNumber::parse(&format!("+{international}")).ok();
    }
    let code = country_code(home?);
    let number = match (code, digits.len()) {
        // North America: ten digits, of which the first is never 0 or 1.
        ("1", 10) if digits.starts_with(|first| ('2'..='9').contains(&first)) => format!("+1{digits}"),
        ("1", 11) if digits.starts_with('1') => format!("+{digits}"),
        ("7", 10) => format!("+7{digits}"),
        ("7", 11) => format!("+7{}", digits.strip_prefix(['8', '7'])?),
        ("1" | "7", _) => return None,
        (ITALY, _) => format!("+{ITALY}{digits}"),
        // Whoever says the country's own code says the number as abroad, but for the plus.
        _ if digits.starts_with(code) && digits.len() > 10 => format!("+{digits}"),
        _ => format!("+{code}{}", digits.strip_prefix('0').unwrap_or(&digits)),
    };
    PhoneNumber::parse(&number).ok()
}

/// A number as a person reads it out, in groups.
pub(crate) fn read_out(number: &PhoneNumber) -> String {
    let digits = number.as_str().trim_start_matches('+');
    let code = country_code(number);
    let national = digits.strip_prefix(code).unwrap_or(digits);
    let group = |from: usize, until: usize| national.get(from..until).unwrap_or_default();
    match (code, national.len()) {
        ("1", 10) => format!("{}-{}-{}", group(0, 3), group(3, 6), group(6, 10)),
        ("7", 10) => format!("+7 {} {}-{}-{}", group(0, 3), group(3, 6), group(6, 8), group(8, 10)),
        (_, length) => {
            let groups: Vec<&str> =
                (0..length).step_by(3).map(|from| group(from, (from + 3).min(length))).collect();
            format!("+{code} {}", groups.join(" "))
        }
    }
}

fn country_code(number: &PhoneNumber) -> &str {
    let digits = number.as_str().trim_start_matches('+');
    let first = |count: usize| digits.get(..count).unwrap_or(digits);
    match first(1) {
        one @ ("1" | "7") => one,
        _ if OF_TWO_DIGITS.contains(&first(2)) => first(2),
        _ => first(3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(said: &str, home: &str) -> Option<String> {
        as_said(said, Some(&PhoneNumber::parse(home).unwrap())).map(String::from)
    }

    #[test]
    fn a_number_without_its_country_is_of_the_lines_own() {
        for (text, home, number) in [
            ("415-555-0199", "+14155550100", "+14155550199"),
            ("1 (415) 555 0199", "+14155550100", "+14155550199"),
            ("8 (495) 123-45-67", "+74951234500", "+74951234567"),
            ("495 123 45 67", "+74951234500", "+74951234567"),
            ("020 7946 0958", "+442079460000", "+442079460958"),
            ("06 1234 5678", "+390612340000", "+390612345678"),
            ("971501234567", "+97142345678", "+971501234567"),
            ("+49 30 123456", "+14155550100", "+4930123456"),
            ("0049 30 123456", "+14155550100", "+4930123456"),
            ("+7 495 123–45–67", "+14155550100", "+74951234567"),
        ] {
            assert_eq!(said(text, home).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_number_is_none() {
        for text in ["", "555-0199", "my cell", "0155550199", "415555019", "415-555-01x9", "+"] {
            assert_eq!(said(text, "+14155550100"), None, "{text}");
        }
        assert_eq!(as_said("4155550199", None), None, "of no country");
    }

    #[test]
    fn a_number_is_read_out_in_groups() {
        for (number, read) in [
            ("+14155550199", "415-555-0199"),
            ("+74951234567", "+7 495 123-45-67"),
            ("+442079460958", "+44 207 946 095 8"),
        ] {
            assert_eq!(read_out(&PhoneNumber::parse(number).unwrap()), read);
        }
    }
}
