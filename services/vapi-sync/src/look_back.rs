//! Imports the latest calls again and again, so that a lost webhook is a delay and not a loss.

use std::sync::Arc;
use std::time::Duration;

use db::{Db, SealKey};
use domain::OrganizationId;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use runtime::{clock, error_chain};
use service::{NextStep, PeriodicTask};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use url::Url;

use crate::accounts::{self, AccountsError};
use crate::import::{Import, ImportError};

/// At most 4 organizations at a time: each may hold a page of a thousand calls with their transcripts in memory.
const AT_ONCE: usize = 4;

pub(crate) struct LookBack {
    pub(crate) db: Db,
    pub(crate) seal_key: Arc<SealKey>,
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: Url,
    /// The least time between two requests of one account.
    pub(crate) spacing: Duration,
    /// How far back.
    pub(crate) reach: Duration,
    /// How long one organization may take. What it has recorded by then stays.
    pub(crate) time_limit: Duration,
}

#[derive(Debug, thiserror::Error)]
enum OrganizationError {
    #[error("could not read the accounts of the organization")]
    Accounts(#[from] AccountsError),
    #[error("could not import the latest calls")]
    Import(#[from] ImportError),
    #[error("it took longer than {0:?}")]
    Slow(Duration),
}

impl PeriodicTask for LookBack {
    const NAME: &'static str = "look back";
    type Error = db::Error;

    async fn step(&self, shutdown: &CancellationToken) -> Result<NextStep, db::Error> {
        let tx = self.db.system().await?;
        let organizations = db::organizations::active(&tx).await?;
        tx.commit().await?;
        let each = organizations.into_iter().map(|organization| self.look_back_for(organization).boxed());
        let all = stream::iter(each.collect::<Vec<_>>()).buffer_unordered(AT_ONCE).collect::<()>();
        // Cut off anywhere: an import that is run again only compares what is recorded already.
        shutdown.run_until_cancelled(all).await;
        Ok(NextStep::AfterPeriod)
    }
}

impl LookBack {
    /// One organization's trouble is not the others'.
    async fn look_back_for(&self, organization: OrganizationId) {
        let import = timeout(self.time_limit, self.import(organization)).await;
        if let Err(error) = import.unwrap_or(Err(OrganizationError::Slow(self.time_limit))) {
            warn!(organization.id = %organization, error = error_chain(&error), "Could not look back for {organization}");
        }
    }

    async fn import(&self, organization: OrganizationId) -> Result<(), OrganizationError> {
        let (accounts, unopened) = accounts::that_open(&self.db, &self.seal_key, organization).await?;
        for (connection, error) in unopened {
            warn!(connection.id = %connection, error = error_chain(&error), "Could not open an account at Vapi");
        }
        for account in accounts {
            let import =
                Import::new(self.db.clone(), self.http.clone(), self.base_url.clone(), account, self.spacing);
            let now = clock::now();
            let found = import.run(clock::before(now, self.reach), now, |_| {}).await?;
            if found.added + found.failed > 0 || !found.overfull.is_empty() {
                info!(
                    organization.id = %organization,
                    "Found {} calls that no webhook reported; {} could not be read, {} moments were overfull",
                    found.added, found.failed, found.overfull.len(),
                );
            }
        }
        Ok(())
    }
}
