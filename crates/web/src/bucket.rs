//! Buckets of tokens, one for each sender.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// At most 50,000 buckets of one kind: a few megabytes. All senders beyond share one.
const MAX_BUCKETS: usize = 50_000;

/// At most once a second: a sweep takes a millisecond, and unverified sources could cause one after another.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// How much one sender may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// At most this many at once, after a pause.
    pub burst: NonZeroU32,
    /// Until one more is allowed.
    pub every: Duration,
}

/// A bucket for each key. One that is full again is as good as none.
pub struct Buckets<K> {
    /// Until a token comes back.
    interval: Duration,
    /// Until an empty bucket is full.
    window: Duration,
    max: usize,
    state: Mutex<State<K>>,
}

struct State<K> {
    /// When each bucket is full; without a key, the one that is shared.
    full_at: HashMap<Option<K>, Instant>,
    swept_at: Option<Instant>,
}

/// There is no token: when there is one again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty(pub Duration);

impl<K: Copy + Eq + Hash> Buckets<K> {
    pub fn new(allowance: impl Into<Allowance>) -> Self {
        Self::at_most(MAX_BUCKETS, allowance.into())
    }

    fn at_most(max: usize, Allowance { burst, every }: Allowance) -> Self {
        let state = Mutex::new(State { full_at: HashMap::new(), swept_at: None });
        Self { interval: every, window: every.saturating_mul(burst.get()), max, state }
    }

    /// Takes a token.
    pub fn take(&self, key: K, now: Instant) -> Result<(), Empty> {
        let mut state = self.lock();
        let key = state.key(key, self.max, now);
        let full_at = self.after_one_more(&state, key, now)?;
        state.full_at.insert(key, full_at);
        Ok(())
    }

    /// Whether there is a token to take.
    pub fn look(&self, key: K, now: Instant) -> Result<(), Empty> {
        let mut state = self.lock();
        let key = state.key(key, self.max, now);
        self.after_one_more(&state, key, now).map(drop)
    }

    /// Puts a token back that was taken and not used.
    pub fn give_back(&self, key: K, now: Instant) {
        let mut state = self.lock();
        let key = state.key(key, self.max, now);
        if let Some(full_at) = state.full_at.get_mut(&key) {
            *full_at = full_at.checked_sub(self.interval).unwrap_or(now);
        }
    }

    /// Whether nothing was taken for so long that the bucket is full.
    pub fn is_full(&self, key: K, now: Instant) -> bool {
        self.lock().full_at.get(&Some(key)).is_none_or(|full_at| *full_at <= now)
    }

    /// When the bucket is full again, should a token be taken now.
    fn after_one_more(&self, state: &State<K>, key: Option<K>, now: Instant) -> Result<Instant, Empty> {
        let full_at = state.full_at.get(&key).copied().unwrap_or(now).max(now) + self.interval;
        let missing = full_at.saturating_duration_since(now);
        if missing > self.window { Err(Empty(missing.saturating_sub(self.window))) } else { Ok(full_at) }
    }

    fn lock(&self) -> MutexGuard<'_, State<K>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Eq + Hash> State<K> {
    /// The bucket of a sender: its own while there is room for it.
    fn key(&mut self, key: K, max: usize, now: Instant) -> Option<K> {
        if self.full_at.contains_key(&Some(key)) {
            return Some(key);
        }
        let is_due = self.swept_at.is_none_or(|at| now.saturating_duration_since(at) >= SWEEP_EVERY);
        if self.full_at.len() >= max && is_due {
            self.full_at.retain(|_, full_at| *full_at > now);
            self.swept_at = Some(now);
        }
        (self.full_at.len() < max).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn rate(per_second: u32, burst: u32) -> Allowance {
        Allowance { burst: NonZeroU32::new(burst).unwrap(), every: SECOND / per_second }
    }

    fn taken(buckets: &Buckets<u8>, key: u8, now: Instant) -> usize {
        (0..1000).take_while(|_| buckets.take(key, now).is_ok()).count()
    }

    #[test]
    fn a_burst_is_let_through_and_then_the_rate() {
        let (buckets, now) = (Buckets::new(rate(10, 25)), Instant::now());
        assert_eq!(taken(&buckets, 1, now), 25);
        assert_eq!(buckets.take(1, now), Err(Empty(SECOND / 10)));
        assert_eq!(taken(&buckets, 2, now), 25, "another sender has a bucket of its own");
        assert_eq!(taken(&buckets, 1, now + SECOND), 10);
        assert_eq!(taken(&buckets, 1, now + SECOND * 60), 25);
    }

    #[test]
    fn looking_takes_nothing() {
        let (buckets, now) = (Buckets::new(rate(1, 1)), Instant::now());
        assert_eq!(buckets.look(1, now), Ok(()));
        assert_eq!(taken(&buckets, 1, now), 1);
        assert_eq!(buckets.look(1, now), Err(Empty(SECOND)));
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let (buckets, now) = (Buckets::new(rate(1, 2)), Instant::now());
        assert!(buckets.is_full(1, now));
        assert_eq!(taken(&buckets, 1, now), 2);
        assert!(!buckets.is_full(1, now));
        buckets.give_back(1, now);
        assert_eq!(taken(&buckets, 1, now), 1);
        for _ in 0..9 {
            buckets.give_back(1, now);
        }
        assert!(buckets.is_full(1, now));
        assert_eq!(taken(&buckets, 1, now), 2, "no more than it holds");
        assert!(buckets.is_full(1, now + SECOND * 2));
    }

    #[test]
    fn senders_beyond_the_last_bucket_share_one_until_some_are_full_again() {
        let (buckets, now) = (Buckets::at_most(2, rate(1, 3)), Instant::now());
        assert_eq!([1, 2].map(|key| taken(&buckets, key, now)), [3, 3]);
        assert_eq!([3, 4].map(|key| taken(&buckets, key, now)), [3, 0]);
        assert_eq!(buckets.lock().full_at.len(), 3);
        assert_eq!(taken(&buckets, 4, now + SECOND * 4), 3);
        assert_eq!(buckets.lock().full_at.len(), 1);
    }
}
