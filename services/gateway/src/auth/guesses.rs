//! How often a password may be guessed.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use accounts::passwords::Asker;
use web::{Buckets, Empty, network};

use super::settings::SignInLimits;

/// 30 days that a place stays known after its owner has signed in there: people come back after a holiday.
const KNOWN_FOR: Duration = Duration::from_hours(30 * 24);

/// At most 50,000 known places: a few megabytes. Only a right password adds one.
const MAX_KNOWN: usize = 50_000;

/// Left over where a capital I with a dot becomes small.
const COMBINING_DOT: char = '\u{307}';

/// An e-mail address, whether there is such an account or not: both are limited alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Account(u64);

/// An account, seen from a network.
type Place = (Account, IpAddr);

/// Limits guesses in four ways: from one network, at one account from one network, and at one account from all
/// networks together, where the first guess of each network is counted apart. So whoever guesses uses up what they
/// have themselves: the owner gets in from elsewhere at the first try, and, from where they have signed in
/// before, whatever goes on anywhere else. Only wrong passwords count. Each process counts by itself.
pub(crate) struct Guesses {
    networks: Buckets<IpAddr>,
    places: Buckets<Place>,
    known_places: Buckets<Place>,
    first: Buckets<Account>,
    accounts: Buckets<Account>,
    /// Where an account's owner has signed in, and when for the last time.
    known: Mutex<HashMap<Place, Instant>>,
    hashing: RandomState,
}

/// A password that is being checked. It counts as wrong unless it is said otherwise.
pub(crate) struct Guess<'a> {
    guesses: &'a Guesses,
    account: Account,
    network: IpAddr,
    kind: Kind,
}

/// Where a guess was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// At its place alone, which is known.
    Known,
    First,
    Further,
}

/// Too many passwords were wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords were wrong")]
pub(crate) struct TooManyGuesses {
    pub(crate) retry_after: Duration,
}

impl Guesses {
    pub(crate) fn new(limits: &SignInLimits) -> Self {
        Self {
            networks: Buckets::new(limits.network),
            places: Buckets::new(limits.account_from_network),
            known_places: Buckets::new(limits.account_from_network),
            first: Buckets::new(limits.first_from_network),
            accounts: Buckets::new(limits.account),
            known: Mutex::default(),
            hashing: RandomState::new(),
        }
    }

    /// Counts a guess before it is made, so that many at once are not more than one after another.
    pub(crate) fn begin(
        &self,
        email: &str,
        source: IpAddr,
        now: Instant,
    ) -> Result<Guess<'_>, TooManyGuesses> {
        let (account, network) = (self.account(email), network(source));
        let guess = |kind| Guess { guesses: self, account, network, kind };
        if self.is_known((account, network), now) {
            self.known_places.take((account, network), now)?;
            return Ok(guess(Kind::Known));
        }
        self.networks.take(network, now)?;
        let is_first = self.places.is_full((account, network), now);
        if let Err(empty) = self.places.take((account, network), now) {
            self.networks.give_back(network, now);
            return Err(empty.into());
        }
        let (all, kind) = if is_first { (&self.first, Kind::First) } else { (&self.accounts, Kind::Further) };
        if let Err(empty) = all.take(account, now) {
            self.networks.give_back(network, now);
            self.places.give_back((account, network), now);
            return Err(empty.into());
        }
        Ok(guess(kind))
    }

    /// Letters that Postgres may take for the same are the same here, or a guess could be spelled in many ways.
    fn account(&self, email: &str) -> Account {
        let email: String = email
            .trim()
            .chars()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
            .filter(|letter| *letter != COMBINING_DOT)
            .collect();
        Account(self.hashing.hash_one(email))
    }

    fn is_known(&self, place: Place, now: Instant) -> bool {
        self.known().get(&place).is_some_and(|at| is_fresh(*at, now))
    }

    fn remember(&self, place: Place, now: Instant) {
        let mut known = self.known();
        if known.len() >= MAX_KNOWN && !known.contains_key(&place) {
            known.retain(|_, at| is_fresh(*at, now));
        }
        if known.len() < MAX_KNOWN || known.contains_key(&place) {
            known.insert(place, now);
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Place, Instant>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guess<'_> {
    /// Who waits for the check.
    pub(crate) fn asker(&self) -> Asker {
        Asker { network: self.network, is_known: self.kind == Kind::Known }
    }

    /// The password was right: from now on its owner is known at this place.
    pub(crate) fn was_right(self, now: Instant) {
        self.guesses.remember((self.account, self.network), now);
        self.take_back(now);
    }

    /// The password was not checked after all.
    pub(crate) fn take_back(self, now: Instant) {
        let Self { guesses, account, network, kind } = self;
        let all = match kind {
            Kind::Known => return guesses.known_places.give_back((account, network), now),
            Kind::First => &guesses.first,
            Kind::Further => &guesses.accounts,
        };
        guesses.networks.give_back(network, now);
        guesses.places.give_back((account, network), now);
        all.give_back(account, now);
    }
}

impl From<Empty> for TooManyGuesses {
    fn from(Empty(retry_after): Empty) -> Self {
        Self { retry_after }
    }
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now.saturating_duration_since(at) < KNOWN_FOR
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::super::settings::GuessLimit;
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);
    const OWNER: &str = "dana@example.com";

    /// From one network 10, at one account 3 of them; at one account 5 first ones and 4 further ones.
    fn guesses() -> Guesses {
        let limit = |burst| GuessLimit { burst: NonZeroU32::new(burst).unwrap(), every: HOUR };
        Guesses::new(&SignInLimits {
            network: limit(10),
            account_from_network: limit(3),
            first_from_network: limit(5),
            account: limit(4),
        })
    }

    fn from(network: u8) -> IpAddr {
        [203, 0, 113, network].into()
    }

    /// How many wrong passwords are checked of a hundred.
    fn checked(guesses: &Guesses, email: &str, network: u8, now: Instant) -> usize {
        (0..100).filter(|_| guesses.begin(email, from(network), now).is_ok()).count()
    }

    #[test]
    fn one_network_has_a_few_guesses_at_an_account_and_some_at_all() {
        let (guesses, now) = (guesses(), Instant::now());
        assert_eq!(checked(&guesses, OWNER, 1, now), 3);
        assert_eq!(checked(&guesses, "nobody@example.com", 1, now), 3, "as if there were such an account");
        assert_eq!(guesses.begin(OWNER, from(1), now).err(), Some(TooManyGuesses { retry_after: HOUR }));
        let sprayed = (0..100).filter(|n| guesses.begin(&format!("{n}@example.com"), from(1), now).is_ok());
        assert_eq!(sprayed.count(), 4, "what was rejected did not count");
        assert_eq!(checked(&guesses, OWNER, 1, now + HOUR), 1);
    }

    #[test]
    fn guesses_from_elsewhere_leave_the_owner_a_first_try() {
        let (guesses, now) = (guesses(), Instant::now());
        // Two first ones and four further ones: what all networks together have.
        assert_eq!([1, 2].map(|network| checked(&guesses, OWNER, network, now)), [3, 3]);
        assert_eq!(checked(&guesses, OWNER, 3, now), 1);
        guesses.begin(OWNER, from(4), now).unwrap().was_right(now);
        assert_eq!([5, 6, 7].map(|network| checked(&guesses, OWNER, network, now)), [1, 1, 0]);
    }

    #[test]
    fn an_owner_gets_in_from_where_they_are_known_whatever_goes_on() {
        let (guesses, now) = (guesses(), Instant::now());
        guesses.begin(OWNER, from(200), now).unwrap().was_right(now);
        for network in 0..100 {
            checked(&guesses, OWNER, network, now);
        }
        while guesses.begin("nobody@example.com", from(200), now).is_ok() {}
        for n in 0..100 {
            let _ = guesses.begin(&format!("{n}@example.com"), from(200), now);
        }
        for _ in 0..10 {
            let guess = guesses.begin(OWNER, from(200), now).unwrap();
            assert!(guess.asker().is_known);
            guess.was_right(now);
        }
        assert_eq!(checked(&guesses, OWNER, 200, now), 3, "there too it can't be guessed without end");
        let later = now + KNOWN_FOR;
        assert!(!guesses.begin(OWNER, from(200), later).unwrap().asker().is_known);
    }

    #[test]
    fn right_passwords_and_those_that_were_not_checked_do_not_count() {
        let (guesses, now) = (guesses(), Instant::now());
        for _ in 0..100 {
            guesses.begin(OWNER, from(1), now).unwrap().take_back(now);
            guesses.begin(OWNER, from(2), now).unwrap().was_right(now);
        }
        assert_eq!(checked(&guesses, OWNER, 1, now), 3);
    }

    #[test]
    fn an_address_is_one_account_however_it_is_spelled() {
        let guesses = guesses();
        let account = guesses.account("dina.k@example.com");
        // A capital I with a dot, the sign of Kelvin, and spaces.
        for spelled in ["DINA.K@EXAMPLE.COM", "d\u{130}na.k@example.com", " dina.\u{212a}@example.com\t"] {
            assert_eq!(guesses.account(spelled), account, "{spelled}");
        }
        assert_eq!(guesses.account("ΣΊΣΥΦΟΣ@example.com"), guesses.account("σίσυφος@example.com"));
        assert_ne!(guesses.account("dana@example.com"), account);
    }
}
