//! The only place that reads the clock.

use chrono::{DateTime, SecondsFormat, Utc};

#[expect(clippy::disallowed_methods, reason = "the emulators' own clock, as no other crate may be used here")]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Writes a moment as Vapi does: UTC with milliseconds and a `Z`.
pub(crate) fn iso(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}
