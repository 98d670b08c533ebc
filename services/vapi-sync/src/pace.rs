//! Requests no faster than Vapi allows, and retried when it was only busy.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};
use tracing::debug;
use vapi::{ApiError, CallWindow, Client};

/// At most 6 requests for one window, then it is given up.
const MAX_TRIES: u32 = 6;

/// 2 s after the first failure, twice as long after each further one: a minute in all.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// At most a minute, however long Vapi asks for: someone is looking at a progress bar.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Vapi's API, asked at a steady pace. The rate is per organization, so each account has a pace of its own.
pub(crate) struct Paced {
    client: Client,
    tick: Interval,
}

impl Paced {
    pub(crate) fn new(client: Client, spacing: Duration) -> Self {
        let mut tick = interval(spacing.max(Duration::from_millis(1)));
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { client, tick }
    }

    pub(crate) async fn calls(&mut self, window: CallWindow) -> Result<Vec<Value>, ApiError> {
        let mut wait = FIRST_WAIT;
        for _ in 1..MAX_TRIES {
            self.tick.tick().await;
            match self.client.calls(window).await {
                Err(error) if error.is_passing() => {
                    debug!(%error, "Retrying a request to Vapi");
                    sleep(error.retry_after().unwrap_or(wait).min(LONGEST_WAIT)).await;
                    wait *= 2;
                }
                settled => return settled,
            }
        }
        self.tick.tick().await;
        self.client.calls(window).await
    }
}
