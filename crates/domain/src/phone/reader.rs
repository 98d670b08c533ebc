//! The one reader of what people, models and senders write for a phone number.

use super::country::Country;
use super::numbering_plan::{NORTH_AMERICA, NORTH_AMERICAN_DIGITS, Planned, international, national};
use super::spelling::Spelling;
use super::withheld;
use super::{MIN_DIGITS, PhoneError, PhoneNumber};
use crate::name::is_unfilled;

/// Germany and Austria: numbers have no fixed length, so that nearly all digits are one there. Without the
/// zero that is dialled before them they count for less than a number of another country.
const OPEN_PLANS: [i32; 2] = [43, 49];

/// Without that zero shorter ones are dialled in their town alone.
const MIN_DIGITS_WITHOUT_ZERO: usize = 8;

/// Of Russia and Kazakhstan, where 8 is dialled before a number at home.
const DIALLED_WITH_8: i32 = 7;

/// Digits after that 8.
const DIGITS_AFTER_8: usize = 10;

pub(super) fn read(text: &str, home: Option<Country>) -> Result<PhoneNumber, PhoneError> {
    if is_in_full(text) {
        return Ok(PhoneNumber(text.to_owned()));
    }
    if is_unfilled(text) {
        return Err(PhoneError::NoNumber);
    }
    let spelling = Spelling::of(text)?;
    if is_withheld(&spelling, home) {
        return Err(PhoneError::Withheld);
    }
    let number = if spelling.has_plus {
        after_plus(&spelling, home)
    } else if let Some(abroad) = spelling.digits.strip_prefix("00") {
        after_zeros(abroad, &spelling.digits, home)
    } else {
        bare(&spelling.digits, home)
    };
    let number = number?.into_number();
    let is_withheld = withheld::is_dialled(number.as_str().trim_start_matches('+'));
    if is_withheld { Err(PhoneError::Withheld) } else { Ok(number) }
}

/// `+14155550199`, as most numbers come: ten digits of this form are a number in North America whatever is assigned
/// there, and no other anywhere, so that no plan has to be asked.
pub(super) fn is_in_full(text: &str) -> bool {
    let Some(national) = text.strip_prefix("+1") else { return false };
    let is_from_2 = |place: usize| national.as_bytes().get(place).is_some_and(|digit| *digit >= b'2');
    national.len() == NORTH_AMERICAN_DIGITS
        && national.bytes().all(|digit| digit.is_ascii_digit())
        && is_from_2(0)
        && is_from_2(3)
}

/// Without a plus some of the digits that stand for a word are numbers of some countries as well.
fn is_withheld(spelling: &Spelling, home: Option<Country>) -> bool {
    let digits = &spelling.digits;
    if withheld::is_dialled(digits) {
        let is_own = |home| national(digits, home).is_ok_and(|number| number.is_assigned());
        return spelling.has_plus || !home.is_some_and(is_own);
    }
    digits.strip_prefix("00").is_some_and(withheld::is_dialled)
}

/// A plus begins an international number, and is put before others by mistake.
fn after_plus(spelling: &Spelling, home: Option<Country>) -> Result<Planned, PhoneError> {
    let digits = &spelling.digits;
    let is_of_7 = home.is_some_and(|home| home.calling_code() == DIALLED_WITH_8);
    if let Some(number) = after_8(digits).filter(|_| is_of_7 || spelling.is_split_after_8) {
        return Ok(number);
    }
    let abroad = international(digits);
    if abroad.as_ref().is_ok_and(Planned::is_assigned) {
        return abroad;
    }
    let without_zero = spelling.without_zero.as_deref().and_then(|digits| international(digits).ok());
    // A number that begins with 1 was meant for North America, though it be too short there.
    let own_country = home.filter(|home| !digits.starts_with('1') || home.calling_code() == NORTH_AMERICA);
    let own = own_country.and_then(|home| {
        let is_own = |own: &Planned| own.is_assigned() && is_sure(own, digits, home);
        national(digits, home).ok().filter(is_own)
    });
    let otherwise = without_zero.or(own);
    if abroad.is_ok() {
        return otherwise.map_or(abroad, Ok);
    }
    otherwise.or_else(|| after_8(digits)).map_or(abroad, Ok)
}

/// A Russian number with the 8 that is dialled at home.
fn after_8(digits: &str) -> Option<Planned> {
    let national = digits.strip_prefix('8').filter(|rest| rest.len() == DIGITS_AFTER_8)?;
    international(&format!("{DIALLED_WITH_8}{national}")).ok().filter(Planned::is_assigned)
}

/// Most countries dial 00 to call abroad; some begin a number of their own with it.
fn after_zeros(abroad: &str, all: &str, home: Option<Country>) -> Result<Planned, PhoneError> {
    let abroad = international(abroad);
    if abroad.as_ref().is_ok_and(Planned::is_assigned) {
        return abroad;
    }
    let own = home.and_then(|home| national(all, home).ok()).filter(Planned::is_assigned);
    own.map_or(abroad, Ok)
}

/// A national number, or an international one that has lost its plus.
fn bare(digits: &str, home: Option<Country>) -> Result<Planned, PhoneError> {
    let abroad = international(digits).ok().filter(Planned::is_assigned);
    let Some(home) = home else {
        let unknown = if digits.len() < MIN_DIGITS { PhoneError::TooShort } else { PhoneError::NoCountry };
        return abroad.ok_or(unknown);
    };
    let own = national(digits, home);
    if own.as_ref().is_ok_and(|own| is_sure(own, digits, home)) {
        return own;
    }
    if let Some(abroad) = abroad {
        return Ok(abroad);
    }
    match own {
        Ok(own) if is_local(&own, digits, home) => Err(PhoneError::TooShort),
        own => own,
    }
}

fn is_sure(own: &Planned, digits: &str, home: Country) -> bool {
    own.is_sure() && (!lacks_zero(digits, home) || own.is_mobile())
}

/// Whether the code of a town is missing, as far as the digits tell.
fn is_local(own: &Planned, digits: &str, home: Country) -> bool {
    lacks_zero(digits, home) && (!own.is_assigned() || digits.len() < MIN_DIGITS_WITHOUT_ZERO)
}

fn lacks_zero(digits: &str, home: Country) -> bool {
    OPEN_PLANS.contains(&home.calling_code()) && !digits.starts_with('0')
}

#[cfg(test)]
mod tests;
