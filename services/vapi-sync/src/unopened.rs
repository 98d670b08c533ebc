//! The accounts whose API key does not open, as readiness shows them. Their calls are not looked for.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use db::{Db, SealKey};
use domain::ConnectionId;
use service::{NextStep, PeriodicTask};
use tokio_util::sync::CancellationToken;

use crate::accounts::{self, AccountsError};

/// At most 5 are named: enough to begin with. `callflex doctor` names more.
const NAMED: usize = 5;

/// Every process looks for itself: only one of them looks back.
pub(crate) struct Unopened {
    db: Db,
    seal_key: Arc<SealKey>,
    found: Mutex<BTreeSet<ConnectionId>>,
}

#[derive(Debug, thiserror::Error)]
#[error("the API keys of {count} connections can't be opened, and their calls are not looked for: {named}")]
pub(crate) struct UnopenedError {
    count: usize,
    named: String,
}

impl PeriodicTask for Unopened {
    const NAME: &'static str = "look for accounts that do not open";
    type Error = AccountsError;

    async fn step(&self, shutdown: &CancellationToken) -> Result<NextStep, AccountsError> {
        let tx = self.db.system().await?;
        let organizations = db::organizations::active(&tx).await?;
        tx.commit().await?;
        let mut found = BTreeSet::new();
        for organization in organizations {
            if shutdown.is_cancelled() {
                return Ok(NextStep::AfterPeriod);
            }
            let (_, unopened) = accounts::that_open(&self.db, &self.seal_key, organization).await?;
            found.extend(unopened.into_iter().map(|(connection, _)| connection));
        }
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = found;
        Ok(NextStep::AfterPeriod)
    }
}

impl Unopened {
    pub(crate) fn new(db: Db, seal_key: Arc<SealKey>) -> Self {
        Self { db, seal_key, found: Mutex::default() }
    }

    /// Whether all accounts opened when they were last looked at.
    pub(crate) fn check(&self) -> Result<(), UnopenedError> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = found.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if found.len() > NAMED { ", …" } else { "" };
        Err(UnopenedError { count: found.len(), named: format!("{}{more}", named.join(", ")) })
    }
}
