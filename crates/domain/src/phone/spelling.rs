//! The digits of what somebody wrote, whatever is around and between them.

use super::PhoneError;
use super::extension;
use super::withheld;

/// At most 30 digits are read: twice the longest number, with all that is dialled before it.
const MAX_DIGITS: usize = 30;

/// At most 200 characters are looked at: more are no number.
const MAX_TEXT: usize = 200;

/// Zero in the scripts that people write numbers in. Nine digits follow each.
const ZEROS: [char; 17] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}', '\u{ff10}',
];

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) has_plus: bool,
    pub(super) digits: String,
    /// Without the zero of `+44 (0)20`, where there is one.
    pub(super) without_zero: Option<String>,
    /// `+8 916 …`: no country has the code 8, and Russia dials it at home.
    pub(super) is_split_after_8: bool,
}

impl Spelling {
    pub(super) fn of(text: &str) -> Result<Self, PhoneError> {
        if text.len() > MAX_TEXT {
            return Err(PhoneError::NotANumber);
        }
        let (dialled, context) = dialled(text);
        if withheld::is_word(&dialled) || is_at_no_host(text) {
            return Err(PhoneError::Withheld);
        }
        let (number, _) = extension::split(&dialled);
        let (has_plus, digits) = digits_of(number)?;
        let without_zero = number.contains("(0)").then(|| digits_of(&number.replacen("(0)", "", 1)));
        let without_zero = without_zero.and_then(Result::ok).map(|(_, digits)| digits);
        let after_plus = number.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let is_split_after_8 = has_plus
            && after_plus
                .strip_prefix('8')
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_digit()));
        // "+00 44 …" is written too.
        let digits = match digits.strip_prefix("00").filter(|_| has_plus) {
            Some(rest) => rest.to_owned(),
            None => digits,
        };
        Ok(match context {
            Some(code) if !has_plus => {
                let digits = format!("{code}{digits}");
                Self { has_plus: true, digits, without_zero: None, is_split_after_8: false }
            }
            _ => Self { has_plus, digits, without_zero, is_split_after_8 },
        })
    }
}

/// The part of an address that is dialled, and the code that goes before it (RFC 3966, `phone-context`).
fn dialled(text: &str) -> (String, Option<String>) {
    let inner = text.rsplit_once('<').map_or(text, |(_, rest)| rest.split('>').next().unwrap_or_default());
    let inner = inner.replace("%2B", "+").replace("%2b", "+").replace("%20", " ");
    let inner = match inner.split_once(':') {
        Some((scheme, rest)) if is_label(scheme) => rest,
        _ => inner.as_str(),
    };
    let (address, parameters) = inner.split_once(';').unwrap_or((inner, ""));
    let user = address.split(['@', '?']).next().unwrap_or_default().trim();
    let context = parameters.split(';').find_map(|one| one.trim().strip_prefix("phone-context=+"));
    let context = context.map(|code| code.chars().filter(char::is_ascii_digit).collect());
    (user.to_owned(), context)
}

/// `sip`, `tel`, but also `Phone no.`.
fn is_label(scheme: &str) -> bool {
    scheme.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '.' | '-'))
}

/// RFC 3323: where callers come from who want to stay unknown.
fn is_at_no_host(text: &str) -> bool {
    text.to_ascii_lowercase().contains("anonymous.invalid")
}

/// Whether a plus comes first, and the digits. Signs and all that can't be seen are dropped.
fn digits_of(number: &str) -> Result<(bool, String), PhoneError> {
    let (mut has_plus, mut digits) = (false, String::new());
    for letter in number.chars() {
        match digit(letter) {
            Some(digit) => digits.push(digit),
            None if matches!(letter, '+' | '\u{ff0b}') && digits.is_empty() => has_plus = true,
            None if letter.is_alphanumeric() || matches!(letter, '+' | '\u{ff0b}' | '*') => {
                return Err(PhoneError::NotANumber);
            }
            None => {}
        }
    }
    match digits.len() {
        0 => Err(PhoneError::NotANumber),
        1..=MAX_DIGITS => Ok((has_plus, digits)),
        _ => Err(PhoneError::TooLong),
    }
}

fn digit(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(letter).filter(char::is_ascii_digit);
    }
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(letter).checked_sub(u32::from(*zero))?;
        char::from_digit(value, 10)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_whatever_is_around_and_between_them() {
        for (text, has_plus, digits) in [
            ("442079460958", false, "442079460958"),
            ("sip:+442079460958@host", true, "442079460958"),
            ("SIPS:%2B442079460958@host;user=phone", true, "442079460958"),
            ("\"Anna\" <sip:442079460958@host:5060>", false, "442079460958"),
            ("tel:+44-20-7946-0958", true, "442079460958"),
            ("tel:20-7946-0958;phone-context=+44", true, "442079460958"),
            ("whatsapp:+14155550199", true, "14155550199"),
            ("Phone no.: 415 555 0199", false, "4155550199"),
            ("+14155550199;ext=5", true, "14155550199"),
            ("+1\u{a0}415\u{202f}555\u{2009}0199", true, "14155550199"),
            ("\u{202a}+1\u{2011}415\u{2013}555\u{200b}0199\u{202c}", true, "14155550199"),
            ("＋４４２０７９４６０９５８", true, "442079460958"),
            ("\u{660}\u{665}\u{660}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}", false, "0501234567"),
            ("۰۵۰۱۲۳۴۵۶۷", false, "0501234567"),
            ("+0044 20 7946 0958", true, "442079460958"),
        ] {
            let spelling = Spelling::of(text).unwrap();
            assert_eq!((spelling.has_plus, spelling.digits.as_str()), (has_plus, digits), "{text}");
        }
    }

    #[test]
    fn what_has_other_letters_is_not_a_number() {
        for text in ["front-desk", "sip:alice@example.com", "+1 415 FLOWERS", "44+20", "*67 4155550199", "()"]
        {
            assert_eq!(Spelling::of(text), Err(PhoneError::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_zero_in_brackets_is_told_from_the_others() {
        let spelling = Spelling::of("+44 (0)20 7946 0958").unwrap();
        assert_eq!(spelling.digits, "4402079460958");
        assert_eq!(spelling.without_zero.as_deref(), Some("442079460958"));
        assert!(Spelling::of("+8 (916) 123-45-67").unwrap().is_split_after_8);
        assert!(!Spelling::of("+89161234567").unwrap().is_split_after_8);
    }
}
