//! What goes wrong when a synthetic caller posts a webhook.

use serde::{Deserialize, Serialize};

use super::checks::{FaultsError, check_latency, check_rate};
use super::knob::Faults;

/// Everything is off by default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookFaults {
    /// Waited before every attempt.
    pub latency_ms: u64,
    /// Share of attempts that never reach the target; retried if the caller has a backoff plan.
    pub error_rate: f64,
    /// Share of attempts that reach the target, while the sender never learns its answer; retried likewise.
    pub answer_lost_rate: f64,
    /// Share of messages that are never sent at all.
    pub drop_rate: f64,
    /// Share of messages that are sent a second time.
    pub repeat_rate: f64,
    /// Sends the messages of a call (tool calls aside) after its end, shuffled.
    pub reorder: bool,
}

impl Faults for WebhookFaults {
    fn check(&self, area: &'static str) -> Result<(), FaultsError> {
        check_rate(area, "error_rate", self.error_rate)?;
        check_rate(area, "answer_lost_rate", self.answer_lost_rate)?;
        check_rate(area, "drop_rate", self.drop_rate)?;
        check_rate(area, "repeat_rate", self.repeat_rate)?;
        check_latency(area, self.latency_ms)
    }
}
