//! Deletes what the archive need not keep.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use db::Db;
use db::webhook_events::{
    days, delete_noise, delete_outcomes, delete_quarantined, delete_quarantined_noise, delete_questions,
    drop_days, take_turn,
};
use metrics::counter;
use runtime::clock;
use service::{NextStep, PeriodicTask};
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::settings::IngestSettings;

/// At most 2,000 rows in one transaction: some tens of milliseconds, and no long list of locks.
const BATCH: i32 = 2_000;

/// One day in a transaction: dropping it locks the archive for a moment.
const ONE_DAY: i32 = 1;

/// Every ten minutes: retention is counted in days, so minutes do not matter.
pub(crate) const LOOK_EVERY: Duration = Duration::from_mins(10);

/// Deletes old noise and drops old days, one process at a time.
pub(crate) struct Retention {
    db: Db,
    noise: Duration,
    archive: Option<Duration>,
}

#[derive(Clone, Copy)]
enum Expired {
    Noise(NaiveDate),
    QuarantinedNoise,
    Days,
    Outcomes,
    Quarantine,
    Questions,
}

impl Retention {
    pub(crate) fn new(db: Db, settings: &IngestSettings) -> Self {
        Self { db, noise: settings.noise_retention, archive: settings.archive_retention }
    }
}

impl PeriodicTask for Retention {
    const NAME: &'static str = "delete what the archive need not keep";
    type Error = db::Error;

    async fn step(&self, shutdown: &CancellationToken) -> db::Result<NextStep> {
        let now = clock::now();
        let noise = clock::before(now, self.noise);
        for day in self.days(noise).await? {
            self.delete_all(Expired::Noise(day), noise, shutdown).await?;
        }
        self.delete_all(Expired::QuarantinedNoise, noise, shutdown).await?;
        if let Some(kept) = self.archive {
            for what in [Expired::Days, Expired::Outcomes, Expired::Quarantine, Expired::Questions] {
                self.delete_all(what, clock::before(now, kept), shutdown).await?;
            }
        }
        Ok(NextStep::AfterPeriod)
    }
}

impl Retention {
    async fn days(&self, before: DateTime<Utc>) -> db::Result<Vec<NaiveDate>> {
        let tx = self.db.retention().await?;
        let days = days(&tx, before).await?;
        tx.commit().await?;
        Ok(days)
    }

    /// Deletes batch by batch, until nothing is left or another process is at it.
    async fn delete_all(
        &self,
        what: Expired,
        before: DateTime<Utc>,
        shutdown: &CancellationToken,
    ) -> db::Result<()> {
        while !shutdown.is_cancelled() {
            let tx = self.db.retention().await?;
            if !take_turn(&tx).await? {
                break;
            }
            let (name, gone) = match what {
                Expired::Noise(day) => ("noise", delete_noise(&tx, day, before, BATCH).await?),
                Expired::QuarantinedNoise => {
                    ("quarantined noise", delete_quarantined_noise(&tx, before, BATCH).await?)
                }
                Expired::Days => ("days", drop_days(&tx, before, ONE_DAY).await?),
                Expired::Outcomes => ("outcomes", delete_outcomes(&tx, before, BATCH).await?),
                Expired::Quarantine => ("quarantined", delete_quarantined(&tx, before, BATCH).await?),
                Expired::Questions => ("questions", delete_questions(&tx, before, BATCH).await?),
            };
            tx.commit().await?;
            if gone == 0 {
                break;
            }
            info!("Deleted {gone} {name} from the archive");
            counter!("archive_let_go_total", "what" => name).increment(gone.unsigned_abs());
        }
        Ok(())
    }
}
