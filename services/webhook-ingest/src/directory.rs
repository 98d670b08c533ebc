//! The snapshot in use, and when it is read again.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use db::{Db, SealKey};
use service::{NextStep, PeriodicTask};
use tokio::sync::Mutex;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::live::{self, RoutingTable};
use crate::opening;
use crate::owner::Verdict;
use crate::snapshot::{Parts, Snapshot};
use crate::unopened::{Failures, UnopenedError};

/// At most 2 seconds: a caller waits while the snapshot is read.
const READ_TIMEOUT: Duration = Duration::from_secs(2);

/// At most one reading a second for what was not found: unverified sources could keep the database busy.
const FRESH_ENOUGH: Duration = Duration::from_secs(1);

pub(crate) struct Directory {
    db: Db,
    seal_key: SealKey,
    /// How long a snapshot is used while none can be read.
    max_stale: Duration,
    current: RwLock<Option<Reading>>,
    /// Held by the one who reads; when reading failed last.
    failed_at: Mutex<Option<Instant>>,
}

#[derive(Clone)]
struct Reading {
    snapshot: Arc<Snapshot>,
    failures: Arc<Failures>,
    at: Instant,
}

/// An answer that a newer snapshot may improve.
pub(crate) trait Judged {
    /// Whether no newer snapshot can improve it.
    fn is_settled(&self) -> bool;

    /// Whether it will do while nothing newer can be had.
    fn will_do(&self) -> bool;
}

impl Judged for Verdict {
    fn is_settled(&self) -> bool {
        matches!(self, Self::Verified(sender) if sender.owner.organization().is_some())
    }

    /// A webhook in quarantine can be released; one that was turned away is lost.
    fn will_do(&self) -> bool {
        matches!(self, Self::Verified(_))
    }
}

/// Postgres is unavailable, and what is in memory does not decide.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DirectoryError {
    #[error("could not read the organizations in time")]
    Slow,
    #[error("could not read the organizations a moment ago")]
    JustFailed,
    #[error("could not read the organizations")]
    Database(#[from] db::Error),
}

impl PeriodicTask for Directory {
    const NAME: &'static str = "refresh what is known of the organizations";
    type Error = DirectoryError;

    async fn step(&self, _: &CancellationToken) -> Result<NextStep, DirectoryError> {
        self.read_unless_newer_than(Duration::ZERO).await?;
        Ok(NextStep::AfterPeriod)
    }
}

impl Directory {
    pub(crate) fn new(db: Db, seal_key: SealKey, max_stale: Duration) -> Self {
        Self { db, seal_key, max_stale, current: RwLock::new(None), failed_at: Mutex::new(None) }
    }

    /// Asks what is in memory, and what is in the database now where that may be better: a snapshot from
    /// before may lack the organization or its newest secret, and nothing is turned away for that.
    pub(crate) async fn ask<T: Judged>(
        &self,
        judge: impl Fn(&Snapshot) -> T,
    ) -> Result<(T, Arc<Snapshot>), DirectoryError> {
        let before = self.usable().map(|known| (judge(&known.snapshot), known.snapshot));
        let before = match before {
            Some((judged, known)) if judged.is_settled() => return Ok((judged, known)),
            before => before,
        };
        match self.read_unless_newer_than(FRESH_ENOUGH).await {
            // The same snapshot gives the same answer; an unverified source must not make us verify twice.
            Ok(newest) => Ok(match before {
                Some((judged, known)) if Arc::ptr_eq(&known, &newest) => (judged, known),
                _ => (judge(&newest), newest),
            }),
            Err(error) => before.filter(|(judged, _)| judged.will_do()).ok_or(error),
        }
    }

    /// Whether the key opens any connection, where there is one.
    pub(crate) fn check_key(&self) -> Result<(), UnopenedError> {
        self.current().map_or(Ok(()), |reading| reading.failures.check_key())
    }

    /// Whether all connections could be opened.
    pub(crate) fn check_connections(&self) -> Result<(), UnopenedError> {
        self.current().map_or(Ok(()), |reading| reading.failures.check())
    }

    fn current(&self) -> Option<Reading> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn usable(&self) -> Option<Reading> {
        self.current().filter(|reading| reading.at.elapsed() <= self.max_stale)
    }

    async fn read_unless_newer_than(&self, age: Duration) -> Result<Arc<Snapshot>, DirectoryError> {
        // One reads, the others wait and take what it read: its failure too, or each of them would wait for
        // its own.
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
        let (snapshot, failures) = read??;
        failures.log_since(self.current().as_ref().map(|before| &*before.failures));
        let snapshot = Arc::new(snapshot);
        let reading = Reading { snapshot: Arc::clone(&snapshot), failures: Arc::new(failures), at };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(reading);
        Ok(snapshot)
    }

    async fn read(&self) -> Result<(Snapshot, Failures), db::Error> {
        let tx = self.db.system().await?;
        let accounts = db::organizations::accounts(&tx).await?;
        let connections = db::vapi_connections::verifications(&tx).await?;
        let integrations = db::inbound_integrations::active(&tx).await?;
        let assistants = db::assistants::active(&tx).await?;
        let lines = db::phone_numbers::active(&tx).await?;
        let live = live::read(&tx).await?;
        tx.commit().await?;
        let mut failures = Failures::default();
        let snapshot = Snapshot::new(Parts {
            accounts,
            connections: opening::connections(&self.seal_key, connections, &mut failures),
            integrations: opening::integrations(&self.seal_key, integrations, &mut failures),
            routing: RoutingTable::new(live, &assistants, &lines),
            assistants,
            lines,
        });
        Ok((snapshot, failures))
    }
}
