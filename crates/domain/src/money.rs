//! Money of ledgers: whole millionths, so that sums are exact.

use serde::{Deserialize, Serialize};

/// Millionths of a US dollar, the currency in which Vapi charges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
pub struct Micros(pub i64);

/// Far above any call, far below where `f64` stops being exact to the millionth.
const MAX_DOLLARS: f64 = 1_000_000_000.0;

impl Micros {
    /// Reads a charge as Vapi writes it, in dollars; `None` when it can't be one.
    pub fn from_dollars(dollars: f64) -> Option<Self> {
        if !(0.0..=MAX_DOLLARS).contains(&dollars) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded by MAX_DOLLARS above")]
        Some(Self((dollars * 1e6).round() as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_rounded_to_the_millionth() {
        assert_eq!(Micros::from_dollars(0.0196), Some(Micros(19_600)));
        assert_eq!(Micros::from_dollars(4e-5), Some(Micros(40)));
        assert_eq!(Micros::from_dollars(0.000_000_6), Some(Micros(1)));
    }

    #[test]
    fn what_is_no_charge_is_rejected() {
        for dollars in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e12, -0.01] {
            assert_eq!(Micros::from_dollars(dollars), None, "{dollars}");
        }
        assert_eq!(Micros::from_dollars(0.0), Some(Micros(0)));
    }
}
