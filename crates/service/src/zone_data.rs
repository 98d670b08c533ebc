//! Which time zone rules are in force, as operators see it.

use std::convert::Infallible;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{ZoneData, zone_data};
use metrics::gauge;
use runtime::{Health, clock};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::periodic::{NextStep, PeriodicTask};

/// A day: often enough for a warning that comes after a year.
pub(crate) const REPORT_EVERY: Duration = Duration::from_hours(24);

/// Adds to a report which time zone rules are in force.
#[must_use]
pub fn with_zone_data(health: Health) -> Health {
    health.shows("zone_data", || shown(zone_data(), clock::now()))
}

fn shown(data: &ZoneData, now: DateTime<Utc>) -> String {
    if data.is_old(now) { format!("{data}, a year old") } else { data.to_string() }
}

/// Measures the age of the time zone rules, and warns once they are a year old.
pub(crate) struct ReportZoneData;

impl PeriodicTask for ReportZoneData {
    const NAME: &'static str = "report the time zone rules";
    type Error = Infallible;

    async fn step(&self, _: &CancellationToken) -> Result<NextStep, Infallible> {
        let (data, now) = (zone_data(), clock::now());
        let (version, source) = (data.version(), data.source.as_str());
        gauge!("zone_data_info", "version" => version, "source" => source).set(1.0);
        gauge!("zone_data_age_seconds").set(data.age(now).as_seconds_f64());
        if data.is_old(now) {
            warn!(
                zone_data.version = version,
                zone_data.source = source,
                "The time zone rules are a year old, and times may be wrong: update the system's tzdata, or CallFlex"
            );
        }
        Ok(NextStep::AfterPeriod)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_report_says_once_the_rules_are_a_year_old() {
        let (data, now) = (zone_data(), clock::now());
        let came_out = now - data.age(now);
        assert_eq!(shown(data, came_out + TimeDelta::days(364)), data.to_string());
        assert_eq!(shown(data, came_out + TimeDelta::days(365)), format!("{data}, a year old"));
    }

    #[tokio::test]
    async fn the_version_and_the_age_of_the_rules_are_measured() {
        runtime::metrics::install().unwrap();
        ReportZoneData.step(&CancellationToken::new()).await.unwrap();
        let measured = runtime::metrics::render();
        for line in [
            format!("zone_data_info{{version=\"{}\"", zone_data().version()),
            "zone_data_age_seconds ".to_owned(),
        ] {
            assert!(measured.contains(&line), "{line} in {measured}");
        }
    }
}
