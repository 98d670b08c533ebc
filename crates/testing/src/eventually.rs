//! Waiting for what will come.

use std::time::{Duration, Instant};

/// Long enough for a small and busy machine. What is right comes in a fraction of it.
pub const PATIENCE: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(15);

/// What can be waited for: `true`, or something rather than nothing.
pub trait Condition {
    type Value;

    fn met(self) -> Option<Self::Value>;
}

impl Condition for bool {
    type Value = ();

    fn met(self) -> Option<()> {
        self.then_some(())
    }
}

impl<T> Condition for Option<T> {
    type Value = T;

    fn met(self) -> Self {
        self
    }
}

/// Looks again and again until the condition is met; fails the test, naming what was awaited, when that takes
/// too long.
pub async fn eventually<C: Condition>(what: &str, mut look: impl AsyncFnMut() -> C) -> C::Value {
    let started = Instant::now();
    loop {
        if let Some(value) = look().await.met() {
            return value;
        }
        assert!(started.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain: {what}");
        tokio::time::sleep(GLANCE).await;
    }
}
