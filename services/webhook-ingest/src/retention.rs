//! Lets go of what the archive need not keep.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use db::Db;
use db::webhook_events::{
    days, delete_noise, delete_outcomes, delete_quarantined, delete_quarantined_noise, delete_questions,
    drop_days, take_turn,
};
use metrics::counter;
use runtime::settings::WebhookIngest;
use runtime::{clock, error_chain};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// So many rows go in one transaction: some tens of milliseconds, and no long list of locks.
const BATCH: i32 = 2_000;

/// A dropped day locks the archive for a moment, so it has its transaction to itself.
const ONE_DAY: i32 = 1;

/// How often it is looked whether something is over. What is kept is kept by the day, so minutes do not matter.
const LOOK_EVERY: Duration = Duration::from_mins(10);

/// Deletes old noise and drops old days, one process at a time.
pub(crate) struct Retention {
    db: Db,
    noise: Duration,
    archive: Option<Duration>,
}

#[derive(Clone, Copy)]
enum What {
    Noise(NaiveDate),
    QuarantinedNoise,
    Days,
    Outcomes,
    Quarantine,
    Questions,
}

impl Retention {
    pub(crate) fn new(db: Db, settings: &WebhookIngest) -> Self {
        Self { db, noise: settings.noise_retention, archive: settings.archive_retention }
    }

    pub(crate) async fn run(self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            if let Err(error) = self.let_go(&shutdown).await {
                warn!(
                    error = error_chain(&error),
                    "Could not delete what the archive need not keep; it is tried again"
                );
            }
            shutdown.run_until_cancelled(tokio::time::sleep(LOOK_EVERY)).await;
        }
    }

    async fn let_go(&self, shutdown: &CancellationToken) -> db::Result<()> {
        let now = clock::now();
        let noise = before(now, self.noise);
        for day in self.days(noise).await? {
            self.all(What::Noise(day), noise, shutdown).await?;
        }
        self.all(What::QuarantinedNoise, noise, shutdown).await?;
        if let Some(kept) = self.archive {
            for what in [What::Days, What::Outcomes, What::Quarantine, What::Questions] {
                self.all(what, before(now, kept), shutdown).await?;
            }
        }
        Ok(())
    }

    async fn days(&self, before: DateTime<Utc>) -> db::Result<Vec<NaiveDate>> {
        let tx = self.db.system().await?;
        let days = days(&tx, before).await?;
        tx.commit().await?;
        Ok(days)
    }

    /// Batch by batch, until nothing is left or another process is at it.
    async fn all(&self, what: What, before: DateTime<Utc>, shutdown: &CancellationToken) -> db::Result<()> {
        while !shutdown.is_cancelled() {
            let tx = self.db.system().await?;
            if !take_turn(&tx).await? {
                break;
            }
            let (name, gone) = match what {
                What::Noise(day) => ("noise", delete_noise(&tx, day, before, BATCH).await?),
                What::QuarantinedNoise => {
                    ("quarantined noise", delete_quarantined_noise(&tx, before, BATCH).await?)
                }
                What::Days => ("days", drop_days(&tx, before, ONE_DAY).await?),
                What::Outcomes => ("outcomes", delete_outcomes(&tx, before, BATCH).await?),
                What::Quarantine => ("quarantined", delete_quarantined(&tx, before, BATCH).await?),
                What::Questions => ("questions", delete_questions(&tx, before, BATCH).await?),
            };
            tx.commit().await?;
            if gone == 0 {
                break;
            }
            info!("Let go of {gone} {name} of the archive");
            counter!("archive_let_go_total", "what" => name).increment(gone.unsigned_abs());
        }
        Ok(())
    }
}

/// Before what has to be received to be over.
fn before(now: DateTime<Utc>, kept: Duration) -> DateTime<Utc> {
    let kept = TimeDelta::from_std(kept).unwrap_or(TimeDelta::MAX);
    now.checked_sub_signed(kept).unwrap_or_default().max(DateTime::UNIX_EPOCH)
}
