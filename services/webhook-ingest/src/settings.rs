//! The section `webhook_ingest` of the settings.

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use ipnet::IpNet;
use runtime::settings::Section;
use web::Allowance;

/// Vapi gives a call up whose `assistant-request` is not answered by then, and lets nobody change that.
const VAPI_ROUTING_LIMIT: Duration = Duration::from_millis(7_500);

/// The archive is dropped by the day, and today is never over.
const ARCHIVE_AT_LEAST: Duration = Duration::from_hours(48);

/// The database deletes no younger noise.
const NOISE_AT_LEAST: Duration = Duration::from_hours(1);

runtime::settings_of! {
    pub struct IngestSettings {
        pub bind: SocketAddr,
        pub management_bind: SocketAddr,
        pub max_body_bytes: NonZeroUsize,
        pub max_inflight_bytes: NonZeroUsize,
        pub max_inflight_requests: NonZeroUsize,
        pub body_timeout: Duration,
        pub read_patience: Duration,
        pub read_bytes_per_second: NonZeroU32,
        pub trusted_proxies: Vec<IpNet>,
        pub limits: Limits,
        pub directory_refresh: Duration,
        pub directory_max_stale: Duration,
        pub noise_retention: Duration,
        pub archive_retention: Option<Duration>,
        pub tool_deadline: Duration,
        pub routing_deadline: Duration,
        pub destination_deadline: Duration,
        pub live_connections: NonZeroU32,
    }
}

runtime::settings_of! {
    /// How much one sender may send.
    #[derive(Copy)]
    pub struct Limits {
        pub organization: Rate,
        pub connection: Rate,
        pub questions: Rate,
        pub strangers: Rate,
        pub known: Rate,
    }
}

runtime::settings_of! {
    #[derive(Copy, PartialEq, Eq)]
    pub struct Rate {
        pub per_second: NonZeroU32,
        /// At most this many at once, after a pause.
        pub burst: NonZeroU32,
    }
}

impl From<Rate> for Allowance {
    fn from(rate: Rate) -> Self {
        Self { burst: rate.burst, every: Duration::from_secs(1) / rate.per_second.get() }
    }
}

impl Section for IngestSettings {
    const NAME: &'static str = "webhook_ingest";

    fn contradiction(&self) -> Option<(&'static str, String)> {
        if self.max_inflight_bytes < self.max_body_bytes {
            let largest = self.max_body_bytes;
            return Some(("max_inflight_bytes", format!("is less than max_body_bytes ({largest})")));
        }
        if self.noise_retention < NOISE_AT_LEAST {
            return Some(("noise_retention", "is less than an hour (1h)".to_owned()));
        }
        if self.archive_retention.is_some_and(|kept| kept < ARCHIVE_AT_LEAST) {
            return Some(("archive_retention", "is less than two days (48h)".to_owned()));
        }
        if self.routing_deadline >= VAPI_ROUTING_LIMIT {
            return Some(("routing_deadline", "is not below Vapi's limit (7.5s)".to_owned()));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use runtime::Settings;

    use super::*;

    fn ingest(name: &str, value: &str) -> Result<IngestSettings, String> {
        let variable = (format!("CALLFLEX__WEBHOOK_INGEST__{name}"), value.to_owned());
        let settings = Settings::from_sources([variable], None).unwrap();
        settings.section().map_err(|error| error.to_string())
    }

    #[test]
    fn values_that_do_not_go_together_are_named() {
        for (name, value, problem) in [
            ("MAX_INFLIGHT_BYTES", "1000", "is less than max_body_bytes (15728640)"),
            ("NOISE_RETENTION", "59m", "is less than an hour (1h)"),
            ("ARCHIVE_RETENTION", "47h", "is less than two days (48h)"),
            ("ROUTING_DEADLINE", "7500ms", "is not below Vapi's limit (7.5s)"),
        ] {
            let error = format!("CALLFLEX__WEBHOOK_INGEST__{name}: {problem}");
            assert_eq!(ingest(name, value).unwrap_err(), error);
        }
        assert_eq!(ingest("NOISE_RETENTION", "1h").unwrap().noise_retention, NOISE_AT_LEAST);
        assert_eq!(ingest("ARCHIVE_RETENTION", "48h").unwrap().archive_retention, Some(ARCHIVE_AT_LEAST));
    }
}
