//! A moment to be woken at.

use std::pin::Pin;
use std::task::Context;

use tokio::time::{Instant, Sleep, sleep_until};

pub(super) struct Timer(Pin<Box<Sleep>>);

impl Timer {
    pub(super) fn at(moment: Instant) -> Self {
        Self(Box::pin(sleep_until(moment)))
    }

    pub(super) fn reset(&mut self, moment: Instant) {
        self.0.as_mut().reset(moment);
    }

    /// Whether the moment has come; if not, the task is woken at it.
    pub(super) fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        self.0.as_mut().poll(context).is_ready()
    }
}
