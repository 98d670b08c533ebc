//! Phone numbers: as they are kept, and as people, models and senders write them.

mod country;
mod extension;
mod numbering_plan;
mod party;
mod reader;
mod spelling;
mod withheld;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use self::country::{Country, CountryError};
pub use self::party::PartyNumber;

/// ITU-T E.164: a country code and a number, at most 15 digits together.
const MAX_DIGITS: usize = 15;
/// The shortest numbers in use with their country code (Saint Helena, Niue) have 7.
const MIN_DIGITS: usize = 7;

/// Where one phone is dialled with a digit more from abroad, or was until lately: mobiles of Mexico and of
/// Argentina.
const EXTRA_DIGITS: [(&str, &str); 2] = [("+52", "1"), ("+54", "9")];
/// A number of these countries without that digit has exactly 10.
const DIGITS_WITHOUT_EXTRA: usize = 10;

/// A phone number in E.164: `+` and 7 to 15 digits.
///
/// `Debug` shows only the last two digits: a number never reaches a log by accident.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(
    feature = "sea-orm",
    derive(sea_orm::DeriveValueType),
    sea_orm(value_type = "String", to_str = "PhoneNumber::as_str")
)]
pub struct PhoneNumber(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a phone number as + and {MIN_DIGITS} to {MAX_DIGITS} digits")]
pub struct ParsePhoneError;

/// Why what somebody wrote is not taken for a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("there is no number")]
    NoNumber,
    #[error("the number is withheld")]
    Withheld,
    #[error("it is not a phone number")]
    NotANumber,
    #[error("the country of the number is not known: expected + and the country's code before it")]
    NoCountry,
    #[error("the number is too short for its country")]
    TooShort,
    #[error("the number is too long for its country")]
    TooLong,
    #[error("its country has no such number")]
    NoSuchNumber,
}

impl PhoneNumber {
    /// Reads a number that is kept somewhere; spaces, dots, dashes and brackets between the digits are
    /// dropped. What anybody writes is for [`read`](Self::read).
    pub fn parse(text: &str) -> Result<Self, ParsePhoneError> {
        let digits = text.trim().strip_prefix('+').ok_or(ParsePhoneError)?;
        let number: String = digits.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
        let plausible = (MIN_DIGITS..=MAX_DIGITS).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !number.starts_with('0');
        if plausible { Ok(Self(format!("+{number}"))) } else { Err(ParsePhoneError) }
    }

    /// Reads what a person, a model or a sender wrote. A number without its country is of `home`.
    pub fn read(text: &str, home: Option<Country>) -> Result<Self, PhoneError> {
        reader::read(text, home)
    }

    /// What is dialled after the number once somebody answers, if that was written behind it.
    pub fn extension_in(text: &str) -> Option<String> {
        extension::in_text(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Unknown for what belongs to no country, as international toll-free numbers.
    pub fn country(&self) -> Option<Country> {
        numbering_plan::country(self)
    }

    /// The form that all spellings of one number share: without the digit that some countries dial from
    /// abroad. The function `matched_phone` of the database does the same.
    #[must_use]
    pub fn matched(&self) -> Self {
        let without = EXTRA_DIGITS.iter().find_map(|(code, extra)| {
            let national = self.0.strip_prefix(code)?.strip_prefix(extra)?;
            (national.len() == DIGITS_WITHOUT_EXTRA).then(|| Self(format!("{code}{national}")))
        });
        without.unwrap_or_else(|| self.clone())
    }

    /// All numbers that match this one, itself among them.
    pub fn spellings(&self) -> Vec<Self> {
        let matched = self.matched();
        let with_extra = EXTRA_DIGITS.iter().find_map(|(code, extra)| {
            let national = matched.0.strip_prefix(code)?;
            (national.len() == DIGITS_WITHOUT_EXTRA).then(|| Self(format!("{code}{extra}{national}")))
        });
        [Some(matched), with_extra].into_iter().flatten().collect()
    }

    /// Whether both reach the same phone.
    pub fn matches(&self, other: &Self) -> bool {
        self == other || self.matched() == other.matched()
    }

    /// With its country's code, in the groups that its country writes: `+44 20 7946 0958`.
    pub fn in_groups(&self) -> String {
        numbering_plan::in_groups(self)
    }
}

impl FromStr for PhoneNumber {
    type Err = ParsePhoneError;

    fn from_str(text: &str) -> Result<Self, ParsePhoneError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = ParsePhoneError;

    fn try_from(text: String) -> Result<Self, ParsePhoneError> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.len().saturating_sub(2);
        write!(f, "PhoneNumber(…{})", self.0.get(shown..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_in_e164() {
        assert_eq!(PhoneNumber::parse("+1 (415) 555-0199").unwrap().as_str(), "+14155550199");
        assert_eq!(PhoneNumber::parse(" +7.495.123.45.67").unwrap().as_str(), "+74951234567");
    }

    #[test]
    fn what_is_no_number_is_rejected() {
        for text in
            ["", "anonymous", "4155550199", "+0123456789", "+123456", "+1234567890123456", "+1415555019x"]
        {
            assert_eq!(PhoneNumber::parse(text), Err(ParsePhoneError), "{text}");
        }
    }

    #[test]
    fn debug_hides_the_number() {
        let number = PhoneNumber::parse("+14155550199").unwrap();
        assert_eq!(format!("{number:?}"), "PhoneNumber(…99)");
    }

    #[test]
    fn one_phone_is_matched_with_the_digit_that_is_dialled_from_abroad_and_without() {
        for (dialled, matched, spellings) in [
            ("+5215512345678", "+525512345678", 2),
            ("+525512345678", "+525512345678", 2),
            ("+5491112345678", "+541112345678", 2),
            ("+541112345678", "+541112345678", 2),
            ("+54911123456", "+54911123456", 1),
            ("+14155550199", "+14155550199", 1),
        ] {
            let number = PhoneNumber::parse(dialled).unwrap();
            assert_eq!(number.matched().as_str(), matched, "{dialled}");
            assert_eq!(number.spellings().len(), spellings, "{dialled}");
            assert!(number.spellings().iter().all(|spelling| spelling.matches(&number)), "{dialled}");
            assert!(number.spellings().contains(&number), "{dialled}");
        }
    }

    #[test]
    fn a_number_is_written_in_the_groups_of_its_country() {
        for (number, groups) in [
            ("+14155550199", "+1 415-555-0199"),
            ("+74951234567", "+7 495 123-45-67"),
            ("+442079460958", "+44 20 7946 0958"),
        ] {
            assert_eq!(PhoneNumber::parse(number).unwrap().in_groups(), groups);
        }
    }

    #[test]
    fn countries_that_share_a_code_are_distinguished() {
        for (number, country) in [
            ("+14155550199", Some("US")),
            ("+16045550123", Some("CA")),
            ("+74951234567", Some("RU")),
            ("+77012345678", Some("KZ")),
            ("+390612345678", Some("IT")),
            ("+80012345678", None),
        ] {
            let country: Option<Country> = country.map(|code: &str| code.parse().unwrap());
            assert_eq!(PhoneNumber::parse(number).unwrap().country(), country, "{number}");
        }
    }
}
