//! Phone numbers in E.164.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// ITU-T E.164: a country code and a number, at most 15 digits together.
const MAX_DIGITS: usize = 15;
/// The shortest numbers in use with their country code (Saint Helena, Niue) have 7.
const MIN_DIGITS: usize = 7;

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

impl PhoneNumber {
    /// Reads a number; spaces, dots, dashes and brackets between the digits are dropped.
    pub fn parse(text: &str) -> Result<Self, ParsePhoneError> {
        let digits = text.trim().strip_prefix('+').ok_or(ParsePhoneError)?;
        let number: String = digits.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
        let plausible = (MIN_DIGITS..=MAX_DIGITS).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !number.starts_with('0');
        if plausible { Ok(Self(format!("+{number}"))) } else { Err(ParsePhoneError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
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
}
