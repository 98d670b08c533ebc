//! The process's Prometheus recorder, shared by all services in it.

use std::sync::{Mutex, OnceLock, PoisonError};

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// For histograms of seconds: from a cached answer to a provider that is about to be given up on.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Installing the metrics recorder failed.
#[derive(Debug, thiserror::Error)]
#[error("could not install the metrics recorder")]
pub struct InstallError(#[from] BuildError);

/// Installs the recorder unless it is installed.
pub fn install() -> Result<(), InstallError> {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    if RECORDER.get().is_none() {
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?
            .install_recorder()?;
        RECORDER.get_or_init(|| handle);
    }
    Ok(())
}

/// Writes all metrics in Prometheus's text format; nothing before `install`.
pub fn render() -> String {
    RECORDER.get().map(PrometheusHandle::render).unwrap_or_default()
}

/// Folds recorded observations together, without which they pile up when nobody scrapes.
pub(crate) fn upkeep() {
    if let Some(recorder) = RECORDER.get() {
        recorder.run_upkeep();
    }
}
