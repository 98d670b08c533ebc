//! How long to wait before trying again.

use std::time::Duration;

/// 250 ms: soon enough that a restart of the broker is hardly noticed.
const FIRST: Duration = Duration::from_millis(250);
/// At most 5 s: long enough that an outage of hours costs nothing, short enough that its end is soon noticed.
const LONGEST: Duration = Duration::from_secs(5);

/// Doubles from 250 ms to 5 s.
#[derive(Debug)]
pub(crate) struct Backoff(Duration);

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self(FIRST)
    }

    pub(crate) const fn reset(&mut self) {
        self.0 = FIRST;
    }

    pub(crate) fn next(&mut self) -> Duration {
        let delay = self.0;
        self.0 = (delay * 2).min(LONGEST);
        delay
    }
}
