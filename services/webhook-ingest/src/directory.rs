//! The snapshot in use, and when it is read again.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use db::vapi_connections::webhook_secret_of;
use db::{Db, SealKey};
use domain::OrganizationId;
use runtime::error_chain;
use tokio::sync::Mutex;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use crate::snapshot::{Claim, Snapshot, Verdict, Verifier};

/// A caller waits while the snapshot is read.
const READ_TIMEOUT: Duration = Duration::from_secs(2);

/// What was read this recently is not read again because something was not in it: strangers could keep the database busy.
const FRESH_ENOUGH: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug)]
pub(crate) struct DirectorySettings {
    /// How often the snapshot is read again.
    pub(crate) refresh: Duration,
    /// How long it is used while it can't be.
    pub(crate) max_stale: Duration,
}

pub(crate) struct Directory {
    db: Db,
    seal_key: SealKey,
    settings: DirectorySettings,
    current: RwLock<Option<Reading>>,
    /// Held by the one who reads; when reading failed last.
    failed_at: Mutex<Option<Instant>>,
}

#[derive(Clone)]
struct Reading {
    snapshot: Arc<Snapshot>,
    at: Instant,
}

/// Postgres is away, and what is in memory does not tell.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DirectoryError {
    #[error("could not read the organizations in time")]
    Slow,
    #[error("could not read the organizations a moment ago")]
    JustFailed,
    #[error("could not read the organizations")]
    Database(#[from] db::Error),
}

impl Directory {
    pub(crate) fn new(db: Db, seal_key: SealKey, settings: DirectorySettings) -> Self {
        Self { db, seal_key, settings, current: RwLock::new(None), failed_at: Mutex::new(None) }
    }

    /// Decides whose a webhook is. It is turned away only by what is in the database now: a snapshot from before may lack
    /// the organization or its newest secret.
    pub(crate) async fn judge(
        &self,
        claim: Claim<'_>,
        presented: Option<&[u8]>,
    ) -> Result<(Verdict, Arc<Snapshot>), DirectoryError> {
        if let Some(known) = self.usable() {
            let verdict = known.snapshot.judge(claim, presented);
            if matches!(verdict, Verdict::Verified(_)) {
                return Ok((verdict, known.snapshot));
            }
        }
        let newest = self.read_unless_newer_than(FRESH_ENOUGH).await?;
        Ok((newest.judge(claim, presented), newest))
    }

    pub(crate) async fn keep_fresh(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            let wait = match self.read_unless_newer_than(Duration::ZERO).await {
                Ok(_) => self.settings.refresh,
                Err(error) => {
                    warn!(
                        error = error_chain(&error),
                        "Could not refresh what is known of the organizations"
                    );
                    self.settings.refresh.min(READ_TIMEOUT)
                }
            };
            shutdown.run_until_cancelled(tokio::time::sleep(wait)).await;
        }
    }

    fn usable(&self) -> Option<Reading> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        current.filter(|reading| reading.at.elapsed() <= self.settings.max_stale)
    }

    async fn read_unless_newer_than(&self, age: Duration) -> Result<Arc<Snapshot>, DirectoryError> {
        // One reads, the others wait and take what it read: its failure too, or each of them would wait for its own.
        let mut failed_at = self.failed_at.lock().await;
        if let Some(known) = self.usable().filter(|known| known.at.elapsed() < age) {
            return Ok(known.snapshot);
        }
        if failed_at.is_some_and(|at| at.elapsed() < age) {
            return Err(DirectoryError::JustFailed);
        }
        let at = Instant::now();
        let read = timeout(READ_TIMEOUT, self.read()).await.map_err(|_| DirectoryError::Slow);
        *failed_at = (!matches!(read, Ok(Ok(_)))).then(Instant::now);
        let snapshot = Arc::new(read??);
        let reading = Reading { snapshot: Arc::clone(&snapshot), at };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(reading);
        Ok(snapshot)
    }

    async fn read(&self) -> Result<Snapshot, db::Error> {
        let tx = self.db.system().await?;
        let organizations = db::organizations::active(&tx).await?;
        let connections = db::vapi_connections::active(&tx).await?;
        let assistants = db::assistants::active(&tx).await?;
        let lines = db::phone_numbers::active(&tx).await?;
        tx.commit().await?;
        let verifiers = connections.into_iter().filter_map(|connection| self.open(connection)).collect();
        Ok(Snapshot::new(organizations, verifiers, &assistants, &lines))
    }

    /// A secret that does not open shuts out its own connection and no other.
    fn open(&self, connection: db::vapi_connections::VapiConnection) -> Option<(OrganizationId, Verifier)> {
        let sealed = connection.webhook_secret?;
        match self.seal_key.open(webhook_secret_of(connection.organization_id, connection.id), &sealed) {
            Ok(secret) => Some((connection.organization_id, Verifier { connection: connection.id, secret })),
            Err(reason) => {
                error!(connection.id = %connection.id, error = error_chain(&reason), "Can't verify webhooks of a connection");
                None
            }
        }
    }
}
