//! A party of a call, as its number came.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::country::Country;
use super::numbering_plan::international;
use super::reader::is_in_full;
use super::spelling::Spelling;
use super::withheld;
use super::{PhoneError, PhoneNumber};

/// At most 128 characters: longer than any address that a telephone shows. The rest is cut off.
const MAX_TEXT: usize = 128;

/// The number of a party of a call, or what stood in its place: the user of a SIP address, an extension.
///
/// Who withholds their number has none. Only a phone number tells who somebody is.
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "sea-orm",
    derive(sea_orm::DeriveValueType),
    sea_orm(value_type = "String", to_str = "PartyNumber::as_str")
)]
pub enum PartyNumber {
    Phone(PhoneNumber),
    /// As it was received.
    Other(String),
}

impl PartyNumber {
    /// What a sender wrote. A number without its country is of `home`.
    pub fn read(text: &str, home: Option<Country>) -> Option<Self> {
        Self::first([text], home)
    }

    /// What the first of several places says that says anything; a phone number before anything else, and
    /// nothing where the number is withheld.
    pub fn first<'a>(texts: impl IntoIterator<Item = &'a str>, home: Option<Country>) -> Option<Self> {
        Self::choose(texts, |text| PhoneNumber::read(text, home))
    }

    /// As [`first`](Self::first), before the country is known: what that might yet change stays as it was
    /// received.
    pub fn first_of_any_country<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        Self::choose(texts, |text| match PhoneNumber::read(text, None) {
            Ok(number) if !(names_its_country(text) && is_settled(&number)) => Err(PhoneError::NoCountry),
            read => read,
        })
    }

    fn choose<'a>(
        texts: impl IntoIterator<Item = &'a str>,
        read: impl Fn(&str) -> Result<PhoneNumber, PhoneError>,
    ) -> Option<Self> {
        let mut other = None;
        for text in texts {
            if is_in_full(text) {
                return Some(Self::Phone(PhoneNumber(text.to_owned())));
            }
            match read(text) {
                Ok(_) if stands_for_a_word(text) => return None,
                Ok(number) => return Some(Self::Phone(number)),
                Err(PhoneError::Withheld) => return None,
                Err(PhoneError::NoNumber) => {}
                Err(
                    PhoneError::NotANumber
                    | PhoneError::NoCountry
                    | PhoneError::TooShort
                    | PhoneError::TooLong
                    | PhoneError::NoSuchNumber,
                ) => {
                    other.get_or_insert(text);
                }
            }
        }
        other.map(received)
    }

    /// Whether a country may yet make a phone number of it.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Phone(_) => false,
            Self::Other(text) => Spelling::of(text).is_ok(),
        }
    }

    /// Reads what was received again, with a country.
    #[must_use]
    pub fn with_country(self, home: Option<Country>) -> Option<Self> {
        match self {
            Self::Phone(_) => Some(self),
            Self::Other(text) => Self::read(&text, home),
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(number) => number.as_str(),
            Self::Other(text) => text,
        }
    }

    pub fn phone(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Phone(number) => Some(number),
            Self::Other(_) => None,
        }
    }

    pub fn into_phone(self) -> Option<PhoneNumber> {
        match self {
            Self::Phone(number) => Some(number),
            Self::Other(_) => None,
        }
    }
}

/// A sender who leaves the plus out never means a number of the line's own country by these digits.
fn stands_for_a_word(text: &str) -> bool {
    Spelling::of(text).is_ok_and(|spelling| withheld::is_dialled(&spelling.digits))
}

fn names_its_country(text: &str) -> bool {
    Spelling::of(text).is_ok_and(|spelling| spelling.has_plus || spelling.digits.starts_with("00"))
}

/// A plus is put before the numbers of one's own country as well.
fn is_settled(number: &PhoneNumber) -> bool {
    international(number.as_str().trim_start_matches('+')).is_ok_and(|planned| planned.is_settled())
}

fn received(text: &str) -> PartyNumber {
    PartyNumber::Other(text.trim().chars().filter(|letter| !letter.is_control()).take(MAX_TEXT).collect())
}

impl FromStr for PartyNumber {
    type Err = Infallible;

    /// As it is kept: a phone number in E.164, or what was received. What the numbering plan does not have was
    /// kept as a number once.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let number = PhoneNumber::parse(text).ok().filter(|number| number.as_str() == text);
        Ok(match number {
            Some(number) if is_in_plan(&number) => Self::Phone(number),
            _ => received(text),
        })
    }
}

fn is_in_plan(number: &PhoneNumber) -> bool {
    let digits = number.as_str().trim_start_matches('+');
    is_in_full(number.as_str()) || (!withheld::is_dialled(digits) && international(digits).is_ok())
}

impl From<PhoneNumber> for PartyNumber {
    fn from(number: PhoneNumber) -> Self {
        Self::Phone(number)
    }
}

impl From<PartyNumber> for String {
    fn from(number: PartyNumber) -> Self {
        match number {
            PartyNumber::Phone(number) => number.into(),
            PartyNumber::Other(text) => text,
        }
    }
}

impl fmt::Debug for PartyNumber {
    /// Neither reaches a log by accident.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone(number) => fmt::Debug::fmt(number, f),
            Self::Other(_) => f.write_str("PartyNumber(…)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, home: Option<&str>) -> Option<String> {
        PartyNumber::read(text, home.map(|code| code.parse().unwrap())).map(String::from)
    }

    fn kept(text: &str) -> PartyNumber {
        text.parse().unwrap_or_else(|never| match never {})
    }

    #[test]
    fn what_is_no_number_stays_as_it_was_received() {
        for text in ["1001", "sip:alice@example.com", "front desk", "+1 555-0199", "02079460958"] {
            assert_eq!(PartyNumber::read(text, None), Some(PartyNumber::Other(text.to_owned())), "{text}");
        }
        assert_eq!(read("02079460958", Some("GB")).as_deref(), Some("+442079460958"));
        assert_eq!(read("desk\u{0}\n 1", None).as_deref(), Some("desk 1"));
        assert_eq!(read(&"y".repeat(500), None).map(|text| text.len()), Some(MAX_TEXT));
    }

    #[test]
    fn a_withheld_number_is_none_with_and_without_its_plus() {
        for text in ["+7378742833", "7378742833", "266696687", "anonymous", "", "null", "{{customer.number}}"]
        {
            assert_eq!(read(text, Some("US")), None, "{text}");
        }
        assert_eq!(PartyNumber::first(["anonymous", "+14155550199"], None), None);
        let second = PartyNumber::first(["null", "desk", "+14155550199"], None);
        assert_eq!(second.map(String::from).as_deref(), Some("+14155550199"));
    }

    #[test]
    fn without_a_country_only_what_names_its_own_is_read() {
        let first = |text| PartyNumber::first_of_any_country([text]).unwrap();
        assert_eq!(first("+442079460958").phone().map(PhoneNumber::as_str), Some("+442079460958"));
        assert_eq!(first("+1 555 123 4567").phone().map(PhoneNumber::as_str), Some("+15551234567"));
        for (text, is_open) in [
            ("4951234567", true),
            ("02079460958", true),
            ("+4155550199", true),
            ("+2025550199", true),
            ("00 20 2555 0199", true),
            ("desk", false),
        ] {
            let received = first(text);
            assert_eq!((received.phone(), received.is_open()), (None, is_open), "{text}");
        }
        let moscow = first("4951234567").with_country("RU".parse().ok()).unwrap();
        assert_eq!(moscow.as_str(), "+74951234567");
        for (country, number) in [("US", "+12025550199"), ("IE", "+2025550199"), ("", "+2025550199")] {
            let read = first("+2025550199").with_country(country.parse().ok());
            assert_eq!(read.map(PartyNumber::into_phone), Some(PhoneNumber::parse(number).ok()), "{country}");
        }
    }

    #[test]
    fn what_is_kept_is_a_phone_number_only_if_it_can_be_one() {
        for number in ["+14155550199", "+5215512345678", "+442079460958"] {
            assert!(kept(number).phone().is_some(), "{number}");
        }
        for text in ["+266696687", "+15550199", "+1 415 555 0199", "desk", "4155550199"] {
            assert_eq!((kept(text).phone(), kept(text).as_str()), (None, text), "{text}");
        }
    }
}
