//! Ends the wait for reports that are late.

use std::time::Duration;

use db::{Db, awaited_reports};
use runtime::clock;
use service::{NextStep, PeriodicTask};
use tokio_util::sync::CancellationToken;

use crate::NAME;

/// Every second: people wait for the message about their call.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(1);

/// At most 100 calls a step, each in a transaction of its own: a step that is stopped has ended soon.
const BATCH: i64 = 100;

/// Several processes may be at it: a call's wait ends once.
pub(crate) struct SettleLateReports {
    pub(crate) db: Db,
    /// How long a report is awaited.
    pub(crate) wait: Duration,
}

impl PeriodicTask for SettleLateReports {
    const NAME: &'static str = "settle calls whose report is late";
    type Error = db::Error;

    async fn step(&self, shutdown: &CancellationToken) -> db::Result<NextStep> {
        let tx = self.db.system().await?;
        let late = awaited_reports::late(&tx, clock::before(clock::now(), self.wait), BATCH).await?;
        tx.commit().await?;
        for report in &late {
            if shutdown.is_cancelled() {
                break;
            }
            let tx = self.db.tenant(report.organization_id).await?;
            calls::settle_late(&tx, report.call_id, NAME).await?;
            tx.commit().await?;
        }
        let is_full = i64::try_from(late.len()).is_ok_and(|count| count == BATCH);
        Ok(if is_full { NextStep::AtOnce } else { NextStep::AfterPeriod })
    }
}
