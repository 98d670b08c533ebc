//! The service: looks back every so often.

use std::net::SocketAddr;
use std::time::Duration;

use db::{Db, SealError, SealKey};
use domain::OrganizationId;
use runtime::settings::{Settings, SettingsError};
use runtime::{Management, ManagementError, clock, error_chain};
use service::{Resources, Worker, WorkerError};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use url::Url;

use crate::NAME;
use crate::accounts::{AccountsError, accounts};
use crate::import::{Import, ImportError};

/// At most a minute for an answer: a page of a thousand calls with their transcripts takes Vapi a while.
pub const LIST_TIMEOUT: Duration = Duration::from_mins(1);

pub struct VapiSync {
    worker: Worker,
}

#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("could not read the settings")]
    Settings(#[from] SettingsError),
    #[error("could not use SEAL_KEY")]
    SealKey(#[from] SealError),
    #[error("could not open the management address")]
    Management(#[from] ManagementError),
    #[error("could not make an HTTP client")]
    Http(#[from] runtime::http::ClientError),
}

impl VapiSync {
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, BuildError> {
        let management = Management::bind(settings.vapi_sync.management_bind, resources.health())?;
        let look_back = LookBack {
            db: resources.db.clone(),
            seal_key: SealKey::new(settings.security.seal_key()?)?,
            http: runtime::http::client(LIST_TIMEOUT)?,
            base_url: settings.vapi.base_url.clone(),
            spacing: settings.vapi.requests_interval,
            every: settings.vapi_sync.every,
            reach: settings.vapi_sync.look_back,
        };
        let worker = Worker::new(NAME, settings, management, resources)
            .task("look back", |shutdown| async move { look_back.run(shutdown).await });
        Ok(Self { worker })
    }

    pub fn management_address(&self) -> SocketAddr {
        self.worker.management_address()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        self.worker.run(shutdown).await
    }
}

/// Imports the latest calls again and again, so that a lost webhook is a delay and not a loss.
struct LookBack {
    db: Db,
    seal_key: SealKey,
    http: reqwest::Client,
    base_url: Url,
    spacing: Duration,
    every: Duration,
    reach: Duration,
}

#[derive(Debug, thiserror::Error)]
enum LookBackError {
    #[error("could not read the organizations")]
    Database(#[from] db::Error),
    #[error("could not read the accounts of an organization")]
    Accounts(#[from] AccountsError),
    #[error("could not import the latest calls")]
    Import(#[from] ImportError),
}

impl LookBack {
    async fn run(&self, shutdown: CancellationToken) {
        while shutdown.run_until_cancelled(tokio::time::sleep(self.every)).await.is_some() {
            // Boxed, as an import is large and waiting for it or the end would hold it twice.
            let look_back = Box::pin(self.look_back());
            if let Some(Err(error)) = shutdown.run_until_cancelled(look_back).await {
                warn!(error = error_chain(&error), "Could not look back");
            }
        }
    }

    async fn look_back(&self) -> Result<(), LookBackError> {
        let tx = self.db.system().await?;
        let organizations = db::organizations::active(&tx).await?;
        tx.commit().await?;
        for organization in organizations {
            // One organization's trouble is not the others'.
            if let Err(error) = self.look_back_for(organization).await {
                warn!(organization.id = %organization, error = error_chain(&error), "Could not look back for {organization}");
            }
        }
        Ok(())
    }

    async fn look_back_for(&self, organization: OrganizationId) -> Result<(), LookBackError> {
        for account in accounts(&self.db, &self.seal_key, organization).await? {
            let import =
                Import::new(self.db.clone(), self.http.clone(), self.base_url.clone(), account, self.spacing);
            let now = clock::now();
            let found = import.run(now - self.reach, now, |_| {}).await?;
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
