//! Whether a service can do its work: named checks, and which of them it needs.

use std::collections::BTreeMap;
use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, join, join_all};
use serde::Serialize;

use crate::error_chain;

/// 2 seconds: a probe comes every few seconds and must be answered before the next.
const CHECK_TIMEOUT: Duration = Duration::from_secs(2);

/// The reason of a failed check.
pub type CheckError = Box<dyn Error + Send + Sync>;

/// One named thing that a service may need, such as `postgres`.
#[derive(Clone)]
pub struct Check {
    name: &'static str,
    run: Arc<dyn Fn() -> BoxFuture<'static, Result<(), CheckError>> + Send + Sync>,
}

impl Check {
    pub fn new<F, E>(name: &'static str, run: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<CheckError>,
    {
        Self { name, run: Arc::new(move || run().map(|result| result.map_err(Into::into)).boxed()) }
    }

    async fn outcome(&self) -> CheckOutcome {
        match tokio::time::timeout(CHECK_TIMEOUT, (self.run)()).await {
            Ok(Ok(())) => CheckOutcome { ok: true, reason: None },
            Ok(Err(error)) => CheckOutcome { ok: false, reason: Some(error_chain(error.as_ref())) },
            Err(_) => CheckOutcome { ok: false, reason: Some(format!("no answer within {CHECK_TIMEOUT:?}")) },
        }
    }
}

/// What a service needs in order to be ready. Each requirement is met by any one of its checks.
#[derive(Clone, Default)]
pub struct Health {
    requirements: Vec<Vec<Check>>,
    /// What is shown, and what nothing depends on.
    shown: Vec<Check>,
    details: Vec<Detail>,
}

/// Something named that a report shows, whatever the checks say.
#[derive(Clone)]
struct Detail {
    name: &'static str,
    show: Arc<dyn Fn() -> String + Send + Sync>,
}

impl Health {
    /// Begins with a service that needs nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a check that must pass.
    #[must_use]
    pub fn requires(self, check: Check) -> Self {
        self.requires_any([check])
    }

    /// Adds checks of which one must pass.
    #[must_use]
    pub fn requires_any(mut self, checks: impl IntoIterator<Item = Check>) -> Self {
        self.requirements.push(checks.into_iter().collect());
        self
    }

    /// Adds a check that is shown, and does not make the service unready: what is wrong for some must not end the
    /// work for all.
    #[must_use]
    pub fn also_checks(mut self, check: Check) -> Self {
        self.shown.push(check);
        self
    }

    /// Adds what a report shows beside the checks.
    #[must_use]
    pub fn shows(mut self, name: &'static str, show: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.details.push(Detail { name, show: Arc::new(show) });
        self
    }

    /// Runs all checks at once.
    pub async fn report(&self) -> Report {
        let groups = join_all(self.requirements.iter().map(|checks| outcomes(checks)));
        let (groups, shown) = join(groups, outcomes(&self.shown)).await;
        let ready = groups.iter().all(|checks| checks.iter().any(|(_, outcome)| outcome.ok));
        let details = self.details.iter().map(|detail| (detail.name, (detail.show)())).collect();
        let checks = groups.into_iter().flatten().chain(shown).collect();
        Report { ready, checks, details }
    }
}

async fn outcomes(checks: &[Check]) -> Vec<(&'static str, CheckOutcome)> {
    join_all(checks.iter().map(async |check| (check.name, check.outcome().await))).await
}

/// The outcome of all checks.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub ready: bool,
    pub checks: BTreeMap<&'static str, CheckOutcome>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<&'static str, String>,
}

/// What became of one check.
#[derive(Clone, Debug, Serialize)]
pub struct CheckOutcome {
    pub ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
