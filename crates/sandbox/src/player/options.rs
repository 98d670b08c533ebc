//! Where and how to play.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::callers::Line;

/// Where webhooks go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub url: String,
    /// Sent as `X-Vapi-Secret`.
    #[serde(default)]
    pub secret: Option<String>,
    #[serde(default)]
    pub line: Line,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlayOptions {
    pub pace: Pace,
    /// Calls in progress at once.
    pub concurrency: usize,
    /// Only the end-of-call reports, as fast as the target takes them.
    pub reports_only: bool,
    /// Speech and conversation updates as well: what Vapi sends by default.
    pub noise: bool,
    /// Without one a failed delivery is lost: Vapi's default.
    pub backoff: Option<BackoffPlan>,
    /// Replaces the clock, so that two plays have the same times.
    pub now: Option<DateTime<Utc>>,
}

/// How fast a call goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    #[default]
    Immediate,
    RealTime,
    /// This many times faster than real time.
    Compressed(u32),
}

/// How a failed delivery is tried again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BackoffPlan {
    pub max_retries: u32,
    pub base_delay_seconds: f64,
    /// Otherwise doubled with every attempt.
    pub fixed: bool,
    pub excluded_status_codes: Vec<u16>,
}

/// Vapi's own limit of `backoffPlan.maxRetries`.
const MAX_RETRIES: u32 = 10;
/// Vapi's own limit of `backoffPlan.baseDelaySeconds`.
const MAX_BASE_DELAY_SECONDS: f64 = 10.0;

impl Target {
    pub fn new(url: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { url: url.into(), secret: Some(secret.into()), line: Line::default() }
    }
}

impl Default for PlayOptions {
    fn default() -> Self {
        Self {
            pace: Pace::Immediate,
            concurrency: 8,
            reports_only: false,
            noise: false,
            backoff: None,
            now: None,
        }
    }
}

impl Default for BackoffPlan {
    /// What Vapi recommends.
    fn default() -> Self {
        Self {
            max_retries: 3,
            base_delay_seconds: 1.0,
            fixed: false,
            excluded_status_codes: vec![400, 401, 403, 404, 413, 422],
        }
    }
}

impl Pace {
    /// How long a stretch of a call takes to play.
    pub(crate) fn of(self, stretch: Duration) -> Duration {
        match self {
            Self::Immediate => Duration::ZERO,
            Self::RealTime => stretch,
            Self::Compressed(factor) => stretch / factor.max(1),
        }
    }
}

impl BackoffPlan {
    /// The wait before another attempt, or none if the one just made was the last.
    pub(crate) fn wait_after(&self, attempt: u32, http_status: Option<u16>) -> Option<Duration> {
        let excluded = http_status.is_some_and(|status| self.excluded_status_codes.contains(&status));
        if excluded || attempt > self.max_retries.min(MAX_RETRIES) {
            return None;
        }
        let base =
            Duration::try_from_secs_f64(self.base_delay_seconds.clamp(0.0, MAX_BASE_DELAY_SECONDS)).ok()?;
        let doublings = if self.fixed { 0 } else { attempt.saturating_sub(1) };
        Some(base.saturating_mul(2_u32.saturating_pow(doublings)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backoff_plan_doubles_its_wait_and_gives_up_after_its_retries() {
        let plan = BackoffPlan { max_retries: 2, ..BackoffPlan::default() };
        assert_eq!(plan.wait_after(1, Some(503)), Some(Duration::from_secs(1)));
        assert_eq!(plan.wait_after(2, None), Some(Duration::from_secs(2)));
        assert_eq!(plan.wait_after(3, Some(503)), None);
        assert_eq!(plan.wait_after(1, Some(401)), None, "excluded");
    }
}
