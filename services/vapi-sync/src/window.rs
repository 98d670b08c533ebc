//! A range of time, in parts that fit an answer.

use chrono::{DateTime, TimeDelta, Utc};
use vapi::CallWindow;

/// The parts of a range that are not accounted for yet, the oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Windows {
    whole: TimeDelta,
    left: Vec<CallWindow>,
}

/// Both ends of a window belong to it, and Vapi's times are milliseconds.
const RESOLUTION: TimeDelta = TimeDelta::milliseconds(1);

impl Windows {
    pub(crate) fn of(range: CallWindow) -> Self {
        Self { whole: length(range), left: vec![range] }
    }

    pub(crate) fn next(&mut self) -> Option<CallWindow> {
        self.left.pop()
    }

    /// Puts a window back in two halves; false when it is a single moment and can't be halved.
    pub(crate) fn halve(&mut self, window: CallWindow) -> bool {
        let span = window.to - window.from;
        if span < RESOLUTION {
            return false;
        }
        let middle = window.from + TimeDelta::milliseconds(span.num_milliseconds() / 2);
        self.left.push(CallWindow { from: middle + RESOLUTION, to: window.to });
        self.left.push(CallWindow { from: window.from, to: middle });
        true
    }

    /// How much of the range is accounted for, from 0 to 1.
    pub(crate) fn done(&self) -> f64 {
        let left: TimeDelta = self.left.iter().copied().map(length).sum();
        #[expect(clippy::cast_precision_loss, reason = "a share for a progress bar")]
        let share = left.num_milliseconds() as f64 / self.whole.num_milliseconds().max(1) as f64;
        (1.0 - share).clamp(0.0, 1.0)
    }
}

fn length(window: CallWindow) -> TimeDelta {
    (window.to - window.from + RESOLUTION).max(TimeDelta::zero())
}

/// A range with its ends in whole milliseconds, widened so that nothing falls out.
pub(crate) fn in_milliseconds(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<CallWindow> {
    let from = DateTime::from_timestamp_millis(from.timestamp_millis())?;
    let to = DateTime::from_timestamp_millis(to.timestamp_millis())?;
    (from <= to).then_some(CallWindow { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: i64, to: i64) -> CallWindow {
        let at = |millisecond| DateTime::from_timestamp_millis(millisecond).unwrap();
        CallWindow { from: at(from), to: at(to) }
    }

    #[test]
    fn halves_cover_every_millisecond_once() {
        let mut windows = Windows::of(window(0, 100));
        let mut moments = Vec::new();
        while let Some(next) = windows.next() {
            if !windows.halve(next) {
                assert_eq!(next.from, next.to);
                moments.push(next.from.timestamp_millis());
            }
        }
        assert_eq!(moments, (0..=100).collect::<Vec<i64>>());
        assert!((windows.done() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_single_moment_is_not_halved() {
        let mut windows = Windows::of(window(5, 5));
        let only = windows.next().unwrap();
        assert!(!windows.halve(only));
        assert!(windows.next().is_none());
    }

    #[test]
    fn a_range_that_ends_before_it_begins_has_no_windows() {
        let later = window(2, 2).from;
        assert_eq!(in_milliseconds(later, window(1, 1).from), None);
    }
}
