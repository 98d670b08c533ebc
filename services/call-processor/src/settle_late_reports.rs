//! Ends the wait for reports that are late.

use std::time::Duration;

use db::awaited_reports::LateReport;
use db::{Db, awaited_reports};
use runtime::{clock, error_chain};
use service::{NextStep, PeriodicTask};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::NAME;

/// Every second: people wait for the message about their call.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(1);

/// At most 500 calls a second, each in a transaction of its own: more than an account of Vapi ends in one.
const BATCH: i64 = 500;

/// Several processes may be at it: a call's wait ends once.
pub(crate) struct SettleLateReports {
    pub(crate) db: Db,
    /// How long a report is awaited.
    pub(crate) wait: Duration,
}

impl SettleLateReports {
    async fn settle(&self, report: LateReport) -> db::Result<()> {
        let tx = self.db.tenant(report.organization_id).await?;
        calls::settle_late(&tx, report.call_id, NAME).await?;
        tx.commit().await
    }
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
            // One call's trouble is not the others'.
            match self.settle(*report).await {
                Err(error @ db::Error::Unavailable(_)) => return Err(error),
                Err(error) => {
                    warn!(call.id = %report.call_id, error = error_chain(&error), "Could not settle a call");
                }
                Ok(()) => {}
            }
        }
        Ok(NextStep::AfterPeriod)
    }
}
