//! What the numbering plans of all countries allow.
//!
//! Whether a number can be is decided by its length, and where it comes without its country by how the greatest
//! plans begin. Which ranges are assigned changes every month, so it decides only between two ways to read the
//! same digits.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber as Parsed, PhoneNumberFormat,
    PhoneNumberType, Region, ValidationError,
};

use super::country::Country;
use super::{MIN_DIGITS, PhoneError, PhoneNumber};

pub(super) const NORTH_AMERICA: i32 = 1;
const RUSSIA: i32 = 7;
const BRITAIN: i32 = 44;
const MEXICO: i32 = 52;

/// Exactly 10 digits follow the code of North America.
pub(super) const NORTH_AMERICAN_DIGITS: usize = 10;

/// Exactly 10 digits follow the code of Mexico today.
const MEXICAN_DIGITS: usize = 10;

/// A number that can be.
pub(super) struct Planned {
    parsed: Parsed,
    number: PhoneNumber,
}

/// Digits after a plus.
pub(super) fn international(digits: &str) -> Result<Planned, PhoneError> {
    // What was dialled to Mexican mobiles from abroad is in use still, though not in the plan.
    if let Some(national) = digits.strip_prefix("521").filter(|rest| rest.len() == MEXICAN_DIGITS) {
        let today = planned(Parsed::parse(format!("+{MEXICO}{national}"), None))?;
        return Ok(Planned { number: PhoneNumber(format!("+{digits}")), ..today });
    }
    planned(Parsed::parse(format!("+{digits}"), None))
}

/// Digits as they are dialled in a country, or from it abroad.
pub(super) fn national(digits: &str, home: Country) -> Result<Planned, PhoneError> {
    if home.calling_code() == MEXICO
        && let Some(digits) = dialled_in_mexico(digits)
    {
        return international(&digits);
    }
    // The library takes a second 1 for a prefix.
    let after_1 = digits.strip_prefix('1').filter(|rest| rest.len() == NORTH_AMERICAN_DIGITS);
    if home.calling_code() == NORTH_AMERICA && after_1.is_some() {
        return international(digits);
    }
    let own = planned(Parsed::parse(digits, Some(home.region())))?;
    if own.begins_as_planned() || own.is_whole_in(digits) { Ok(own) } else { Err(PhoneError::NoSuchNumber) }
}

/// Until 2019 a prefix told mobiles and long distances.
fn dialled_in_mexico(digits: &str) -> Option<String> {
    let after = |prefix: &str| digits.strip_prefix(prefix).filter(|rest| rest.len() == MEXICAN_DIGITS);
    if let Some(national) = after("1") {
        return Some(format!("{MEXICO}1{national}"));
    }
    ["01", "044", "045"].into_iter().find_map(after).map(|national| format!("{MEXICO}{national}"))
}

fn planned(parsed: Result<Parsed, ParseError>) -> Result<Planned, PhoneError> {
    let parsed = parsed.map_err(|error| match error {
        // Only digits are asked for, so that what is no number has too few of them.
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn | ParseError::NotANumber(_) => {
            PhoneError::TooShort
        }
        ParseError::TooLongNsn => PhoneError::TooLong,
        ParseError::InvalidCountryCode => PhoneError::NoSuchNumber,
    })?;
    match PHONE_NUMBER_UTIL.is_possible_number_for_type_with_reason(&parsed, kind(&parsed)) {
        Ok(NumberLengthType::IsPossible) => {}
        Ok(NumberLengthType::IsPossibleLocalOnly) | Err(ValidationError::TooShort) => {
            return Err(PhoneError::TooShort);
        }
        Err(ValidationError::TooLong) => return Err(PhoneError::TooLong),
        Err(ValidationError::InvalidLength | ValidationError::InvalidCountryCode) => {
            return Err(PhoneError::NoSuchNumber);
        }
    }
    let e164 = parsed.format_as(PhoneNumberFormat::E164).into_owned();
    // More than one prefix before the number: what is kept must be read again as itself.
    if !Parsed::parse(&e164, None).is_ok_and(|again| again.format_as(PhoneNumberFormat::E164) == e164) {
        return Err(PhoneError::NoSuchNumber);
    }
    let number = PhoneNumber::parse(&e164)
        .map_err(|_| if e164.len() <= MIN_DIGITS { PhoneError::TooShort } else { PhoneError::TooLong })?;
    Ok(Planned { parsed, number })
}

/// The lengths to measure a number by: of phones, where it is not known what else it is. Among those of all kinds
/// are lengths that a local number has as well.
fn kind(parsed: &Parsed) -> PhoneNumberType {
    let region = PHONE_NUMBER_UTIL.get_region_for_country_code(parsed.country_code);
    if parsed.is_valid() || region == Some(Region::World) {
        return PhoneNumberType::Unknown;
    }
    PhoneNumberType::FixedLineOrMobile
}

impl Planned {
    /// The rules of the plan itself, whatever is assigned in it.
    fn begins_as_planned(&self) -> bool {
        let national = self.parsed.get_national_significant_number();
        let is_at = |place: usize, allowed: &str| {
            national.chars().nth(place).is_some_and(|digit| allowed.contains(digit))
        };
        match self.parsed.country_code {
            // Neither the area code nor the exchange begins with 0 or 1.
            NORTH_AMERICA => is_at(0, "23456789") && is_at(3, "23456789"),
            RUSSIA => is_at(0, "346789"),
            BRITAIN => is_at(0, "1235789"),
            _ => true,
        }
    }

    /// Whether digits hold the number with its country's code.
    fn is_whole_in(&self, digits: &str) -> bool {
        digits.ends_with(self.number.as_str().trim_start_matches('+'))
    }

    /// Whether its range is assigned, as far as is known today.
    pub(super) fn is_assigned(&self) -> bool {
        self.parsed.is_valid()
    }

    /// As [`is_assigned`](Self::is_assigned); in North America its form is enough: there any ten digits of
    /// that form are a number, while area codes are added all the time.
    pub(super) fn is_sure(&self) -> bool {
        self.begins_as_planned() && self.is_settled()
    }

    /// Whether no country reads another number in the same digits after a plus: a North American number is whole
    /// there, and none begins with 1.
    pub(super) fn is_settled(&self) -> bool {
        self.parsed.country_code == NORTH_AMERICA || self.is_assigned()
    }

    pub(super) fn is_mobile(&self) -> bool {
        self.parsed.get_type() == PhoneNumberType::Mobile
    }

    pub(super) fn into_number(self) -> PhoneNumber {
        self.number
    }
}

pub(super) fn country(number: &PhoneNumber) -> Option<Country> {
    let parsed = Parsed::parse(number.matched().as_str(), None).ok()?;
    // Of a range that is not assigned yet the code alone is known.
    let region = parsed
        .get_region_code()
        .or_else(|| PHONE_NUMBER_UTIL.get_region_for_country_code(parsed.country_code))?;
    Country::of_region(region)
}

pub(super) fn in_groups(number: &PhoneNumber) -> String {
    match Parsed::parse(number.as_str(), None) {
        Ok(parsed) => parsed.format_as(PhoneNumberFormat::International).into_owned(),
        Err(_) => number.as_str().to_owned(),
    }
}
