//! Fault knobs, and the actix middleware that applies those of the HTTP emulators.

mod dice;
mod middleware;

use serde::{Deserialize, Serialize};

pub(crate) use dice::{Dice, DrawnFault};
pub(crate) use middleware::{resend, twilio, vapi_api, vapi_control};

/// What goes wrong, by area. Everything is off by default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    pub vapi_api: ApiFaults,
    pub vapi_control: ApiFaults,
    pub twilio: ApiFaults,
    pub resend: ApiFaults,
    pub webhooks: WebhookFaults,
}

/// What goes wrong when an emulator is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApiFaults {
    /// Added before every answer.
    pub latency_ms: u64,
    /// Share of requests answered with `error_status`, nothing done.
    pub error_rate: f64,
    pub error_status: u16,
    /// Share of requests whose work is done, and whose connection then closes without an answer.
    pub answer_lost_rate: f64,
}

/// What goes wrong when a synthetic caller posts a webhook.
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

#[derive(Debug, thiserror::Error, PartialEq)]
pub enum FaultsError {
    #[error("{area}.{knob} must be between 0 and 1")]
    Rate { area: &'static str, knob: &'static str },
    #[error("{area}.error_status must be between 400 and 599")]
    Status { area: &'static str },
    #[error("{area}.latency_ms must be at most {MAX_LATENCY_MS}")]
    Latency { area: &'static str },
}

/// At most two minutes: longer than any client waits, and a forgotten knob does not hang a shutdown for long.
const MAX_LATENCY_MS: u64 = 120_000;

impl Default for ApiFaults {
    fn default() -> Self {
        Self { latency_ms: 0, error_rate: 0.0, error_status: 503, answer_lost_rate: 0.0 }
    }
}

impl Faults {
    pub(crate) fn check(&self) -> Result<(), FaultsError> {
        for (area, faults) in [
            ("vapi_api", &self.vapi_api),
            ("vapi_control", &self.vapi_control),
            ("twilio", &self.twilio),
            ("resend", &self.resend),
        ] {
            check_rate(area, "error_rate", faults.error_rate)?;
            check_rate(area, "answer_lost_rate", faults.answer_lost_rate)?;
            check_latency(area, faults.latency_ms)?;
            if !(400..=599).contains(&faults.error_status) {
                return Err(FaultsError::Status { area });
            }
        }
        let webhooks = &self.webhooks;
        check_rate("webhooks", "error_rate", webhooks.error_rate)?;
        check_rate("webhooks", "answer_lost_rate", webhooks.answer_lost_rate)?;
        check_rate("webhooks", "drop_rate", webhooks.drop_rate)?;
        check_rate("webhooks", "repeat_rate", webhooks.repeat_rate)?;
        check_latency("webhooks", webhooks.latency_ms)
    }
}

fn check_rate(area: &'static str, knob: &'static str, rate: f64) -> Result<(), FaultsError> {
    if (0.0..=1.0).contains(&rate) { Ok(()) } else { Err(FaultsError::Rate { area, knob }) }
}

fn check_latency(area: &'static str, latency_ms: u64) -> Result<(), FaultsError> {
    if latency_ms <= MAX_LATENCY_MS { Ok(()) } else { Err(FaultsError::Latency { area }) }
}
