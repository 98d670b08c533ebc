//! What goes wrong when an emulator is called.

use serde::{Deserialize, Serialize};

use super::checks::{FaultsError, check_latency, check_rate};
use super::knob::Faults;

/// Everything is off by default.
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

impl Default for ApiFaults {
    fn default() -> Self {
        Self { latency_ms: 0, error_rate: 0.0, error_status: 503, answer_lost_rate: 0.0 }
    }
}

impl Faults for ApiFaults {
    fn check(&self, area: &'static str) -> Result<(), FaultsError> {
        check_rate(area, "error_rate", self.error_rate)?;
        check_rate(area, "answer_lost_rate", self.answer_lost_rate)?;
        check_latency(area, self.latency_ms)?;
        if (400..=599).contains(&self.error_status) { Ok(()) } else { Err(FaultsError::Status { area }) }
    }
}
