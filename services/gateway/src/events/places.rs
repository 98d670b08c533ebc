//! Places in the log, as one organization may know them.
//!
//! A position counts the events of all organizations: two of them would show how much the others did in between.
//! So a client gets it hidden under a key of its organization, with a proof that it is of this key.

use aws_lc_rs::hmac::{Context, HMAC_SHA256, Key};

/// Half of an id: 64 bits in hexadecimal digits.
const HALF: usize = 16;

/// At most 19 digits: those of the greatest position.
const MAX_DIGITS: usize = 19;

const PROOF: &[u8] = b"proof";
const MASK: &[u8] = b"mask";

/// What a client comes back with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceId {
    /// Before the first event.
    Beginning,
    Hidden {
        proof: u64,
        hidden: u64,
    },
    /// A position, as former versions gave them out: of no use any more, and no mistake of the client's.
    Former,
}

impl PlaceId {
    /// `None` for what never was an id.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == "0" {
            return Some(Self::Beginning);
        }
        if (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Former);
        }
        // Otherwise a sign would be taken for a digit.
        if text.len() != 2 * HALF || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let (proof, hidden) = text.split_at_checked(HALF)?;
        let number = |half: &str| u64::from_str_radix(half, 16).ok();
        Some(Self::Hidden { proof: number(proof)?, hidden: number(hidden)? })
    }
}

/// The places of an organization.
pub(super) struct Places(Key);

impl Places {
    pub(super) fn new(key: &[u8]) -> Self {
        Self(Key::new(HMAC_SHA256, key))
    }

    /// The same place always has the same id.
    pub(super) fn id_of(&self, position: i64) -> String {
        let position = position.cast_unsigned();
        let proof = self.number(PROOF, position);
        let hidden = position ^ self.number(MASK, proof);
        format!("{proof:016x}{hidden:016x}")
    }

    /// `None` for a place of another organization, or one that never was.
    pub(super) fn position_of(&self, id: PlaceId) -> Option<i64> {
        match id {
            PlaceId::Beginning => Some(0),
            PlaceId::Hidden { proof, hidden } => {
                let position = hidden ^ self.number(MASK, proof);
                (self.number(PROOF, position) == proof).then_some(position.cast_signed())
            }
            PlaceId::Former => None,
        }
    }

    fn number(&self, purpose: &[u8], from: u64) -> u64 {
        let mut context = Context::with_key(&self.0);
        context.update(purpose);
        context.update(&from.to_be_bytes());
        context.sign().as_ref().first_chunk().copied().map_or(0, u64::from_be_bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn place(places: &Places, text: &str) -> Option<i64> {
        places.position_of(PlaceId::parse(text).unwrap())
    }

    #[test]
    fn a_place_is_read_by_its_own_organization_and_no_other() {
        let (acme, bolt) = (Places::new(&[1; 16]), Places::new(&[2; 16]));
        for position in [0, 1, 2, 1_000_000, i64::MAX] {
            let id = acme.id_of(position);
            assert_eq!((place(&acme, &id), place(&bolt, &id)), (Some(position), None), "{id}");
            assert_eq!(acme.id_of(position), id, "whoever comes back elsewhere is understood");
            assert_ne!(bolt.id_of(position), id);
        }
    }

    #[test]
    fn an_id_shows_no_order_and_no_distance() {
        let places = Places::new(&[1; 16]);
        let ids: Vec<String> = (0..1_000).map(|position| places.id_of(position)).collect();
        assert!(ids.iter().all(|id| id.len() == 32));
        assert!(!ids.is_sorted());
        for half in [0..HALF, HALF..2 * HALF] {
            let halves: BTreeSet<&str> = ids.iter().map(|id| &id[half.clone()]).collect();
            assert_eq!(halves.len(), ids.len());
        }
    }

    #[test]
    fn an_id_with_one_digit_changed_is_of_no_place() {
        let places = Places::new(&[1; 16]);
        let id = places.id_of(7);
        for at in 0..id.len() {
            let changed = if &id[at..=at] == "0" { "1" } else { "0" };
            let changed = [&id[..at], changed, &id[at + 1..]].concat();
            assert_eq!(place(&places, &changed), None, "{changed}");
        }
    }

    #[test]
    fn the_beginning_a_former_id_and_nonsense_are_told_apart() {
        let places = Places::new(&[1; 16]);
        assert_eq!(place(&places, "0"), Some(0));
        for former in ["1", "42", "00", "9223372036854775807"] {
            assert_eq!(PlaceId::parse(former), Some(PlaceId::Former));
            assert_eq!(place(&places, former), None);
        }
        let signed = format!("+{}", "0".repeat(31));
        for nonsense in ["", "x", "-1", "7.5", " 1", "12345678901234567890", "é", &"g".repeat(32), &signed] {
            assert_eq!(PlaceId::parse(nonsense), None, "{nonsense}");
        }
    }
}
