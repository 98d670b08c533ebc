//! Countries, as far as numbers tell them.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};
use serde::{Deserialize, Serialize};

/// A country with phone numbers of its own, by its two letters of ISO 3166: `US`, `GB`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country {
    region: Region,
    calling_code: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a country by its two letters, such as US or GB")]
pub struct CountryError;

impl Country {
    pub(super) fn of_region(region: Region) -> Option<Self> {
        let is_country = region != Region::World;
        let calling_code = PHONE_NUMBER_UTIL.get_country_code_for_region(region).filter(|_| is_country)?;
        Some(Self { region, calling_code })
    }

    pub(super) fn region(self) -> Region {
        self.region
    }

    pub(super) fn calling_code(self) -> i32 {
        self.calling_code
    }
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Self, CountryError> {
        let region = Region::from_code(text.trim()).map_err(|_| CountryError)?;
        Self::of_region(region).ok_or(CountryError)
    }
}

impl TryFrom<String> for Country {
    type Error = CountryError;

    fn try_from(text: String) -> Result<Self, CountryError> {
        text.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.to_string()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.region.as_region_str().as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_letters_that_have_numbers() {
        for (text, country) in [("US", "US"), ("gb", "GB"), (" kz ", "KZ")] {
            assert_eq!(text.parse::<Country>().unwrap().to_string(), country);
        }
        for text in ["", "U", "UK", "USA", "001", "ZZ", "+1", "ÄÖ"] {
            assert_eq!(text.parse::<Country>(), Err(CountryError), "{text}");
        }
        let country: Country = serde_json::from_str("\"de\"").unwrap();
        assert_eq!(serde_json::to_string(&country).unwrap(), "\"DE\"");
    }
}
