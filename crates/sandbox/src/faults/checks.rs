//! Which faults there can be.

#[derive(Debug, thiserror::Error, PartialEq)]
pub enum FaultsError {
    #[error("there is no area {area}")]
    Area { area: String },
    #[error("{area}: {reason}")]
    Unreadable { area: &'static str, reason: String },
    #[error("{area}.{knob} must be between 0 and 1")]
    Rate { area: &'static str, knob: &'static str },
    #[error("{area}.error_status must be between 400 and 599")]
    Status { area: &'static str },
    #[error("{area}.latency_ms must be at most {MAX_LATENCY_MS}")]
    Latency { area: &'static str },
}

/// At most two minutes: longer than any client waits, and a forgotten knob does not hang a shutdown for long.
const MAX_LATENCY_MS: u64 = 120_000;

pub(crate) fn check_rate(area: &'static str, knob: &'static str, rate: f64) -> Result<(), FaultsError> {
    if (0.0..=1.0).contains(&rate) { Ok(()) } else { Err(FaultsError::Rate { area, knob }) }
}

pub(crate) fn check_latency(area: &'static str, latency_ms: u64) -> Result<(), FaultsError> {
    if latency_ms <= MAX_LATENCY_MS { Ok(()) } else { Err(FaultsError::Latency { area }) }
}
