//! How far a reader may fall behind.

use std::num::NonZeroU32;
use std::task::Context;
use std::time::Duration;

use tokio::time::Instant;

use super::timer::Timer;

const NANOS_A_SECOND: u64 = 1_000_000_000;

/// How slowly a client may read its answers.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The longest that an answer may wait for its reader, all its waits together.
    pub patience: Duration,
    /// As many bytes read make good for a second of waiting: who reads them in a second is never cut off.
    pub bytes_per_second: NonZeroU32,
}

/// The reader of one connection.
pub(super) struct Reader {
    debt: Debt,
    timer: Option<Timer>,
}

/// How long a reader has let us wait.
struct Debt {
    pace: Pace,
    behind: Duration,
    waiting_since: Option<Instant>,
}

impl Reader {
    pub(super) fn new(pace: Pace) -> Self {
        Self { debt: Debt { pace, behind: Duration::ZERO, waiting_since: None }, timer: None }
    }

    /// Some bytes were taken.
    pub(super) fn took(&mut self, bytes: usize) {
        self.debt.took(bytes, Instant::now());
    }

    /// Asked when nothing more is taken at the moment. If it is not yet so, the task is woken when it may be.
    pub(super) fn is_too_slow(&mut self, context: &mut Context<'_>) -> bool {
        let now = Instant::now();
        let Some(left) = self.debt.wait(now) else { return true };
        let until = now + left;
        let timer = self.timer.get_or_insert_with(|| Timer::at(until));
        timer.reset(until);
        timer.is_over(context)
    }
}

impl Debt {
    fn took(&mut self, bytes: usize, now: Instant) {
        self.settle(now);
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let rate = u64::from(self.pace.bytes_per_second.get());
        let made_good = Duration::from_nanos(bytes.saturating_mul(NANOS_A_SECOND) / rate);
        self.behind = self.behind.saturating_sub(made_good);
    }

    /// Waits from now on; gives how much longer at most, or nothing if it was too long already.
    fn wait(&mut self, now: Instant) -> Option<Duration> {
        self.settle(now);
        let left = self.pace.patience.checked_sub(self.behind).filter(|left| !left.is_zero())?;
        self.waiting_since = Some(now);
        Some(left)
    }

    fn settle(&mut self, now: Instant) {
        if let Some(since) = self.waiting_since.take() {
            self.behind = self.behind.saturating_add(now.saturating_duration_since(since));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn debt() -> Debt {
        let pace = Pace { patience: SECOND * 10, bytes_per_second: NonZeroU32::new(1000).unwrap() };
        Debt { pace, behind: Duration::ZERO, waiting_since: None }
    }

    #[test]
    fn who_reads_nothing_is_too_slow_when_the_patience_is_over() {
        let (mut debt, begun) = (debt(), Instant::now());
        assert_eq!(debt.wait(begun), Some(SECOND * 10));
        assert_eq!(debt.wait(begun + SECOND * 9), Some(SECOND));
        assert_eq!(debt.wait(begun + SECOND * 10), None);
    }

    #[test]
    fn who_reads_a_little_now_and_then_is_too_slow_later_and_who_reads_enough_never() {
        for (bytes, expected) in [(0, Some(11)), (100, Some(13)), (1000, None), (50_000, None)] {
            let (mut debt, mut now) = (debt(), Instant::now());
            let cut_off = (1..=1_000).find(|_| {
                let is_too_slow = debt.wait(now).is_none();
                now += SECOND;
                debt.took(bytes, now);
                is_too_slow
            });
            assert_eq!(cut_off, expected, "{bytes} bytes a second");
        }
    }

    #[test]
    fn a_connection_that_has_nothing_to_send_does_not_fall_behind() {
        let (mut debt, begun) = (debt(), Instant::now());
        debt.took(100, begun);
        assert_eq!(debt.wait(begun + SECOND * 3600), Some(SECOND * 10));
    }
}
