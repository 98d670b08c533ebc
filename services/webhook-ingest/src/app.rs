//! Puts the service together.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Data;
use db::{SealError, SealKey};
use runtime::settings::{Settings, SettingsError};
use runtime::{Health, Management};
use secrecy::SecretString;
use service::{HttpService, HttpServiceError, Resources, Worker};
use tokio_util::sync::CancellationToken;
use web::{Server, ServerError, ServerSettings};

use crate::accept::Acceptance;
use crate::admission::Admission;
use crate::archive::Archive;
use crate::directory::{Directory, DirectorySettings};
use crate::limits::Limits;
use crate::live::Live;
use crate::retention::Retention;
use crate::source::Proxies;
use crate::spool::SpoolRelay;
use crate::{NAME, routes};

/// What every request can use.
pub(crate) struct App {
    pub(crate) directory: Arc<Directory>,
    pub(crate) acceptance: Arc<Acceptance>,
    pub(crate) live: Live,
    pub(crate) admission: Admission,
    pub(crate) limits: Limits,
    pub(crate) proxies: Proxies,
    pub(crate) body_timeout: Duration,
    /// Where senders reach us, without the path.
    pub(crate) public_url: String,
    pub(crate) stripe_secrets: Vec<SecretString>,
    pub(crate) twilio_tokens: Vec<SecretString>,
}

pub struct WebhookIngest {
    service: HttpService,
    live: Live,
}

#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("could not read the settings")]
    Settings(#[from] SettingsError),
    #[error("could not use SEAL_KEY")]
    SealKey(#[from] SealError),
    #[error("could not prepare to control live calls")]
    Http(#[from] runtime::http::ClientError),
    #[error("could not open the service's address")]
    Server(#[from] ServerError),
    #[error("could not open the management address")]
    Management(#[from] runtime::ManagementError),
}

impl WebhookIngest {
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, BuildError> {
        let ingest = &settings.webhook_ingest;
        let directory = Arc::new(Directory::new(
            resources.db.clone(),
            SealKey::new(settings.security.seal_key()?)?,
            DirectorySettings { refresh: ingest.directory_refresh, max_stale: ingest.directory_max_stale },
        ));
        let live = Live::build(settings, &resources)?;
        let app = Data::new(App {
            directory: Arc::clone(&directory),
            acceptance: Arc::new(Acceptance::new(resources.clone())),
            live: live.clone(),
            admission: Admission::new(ingest),
            limits: Limits::new(ingest.limits),
            proxies: Proxies::new(ingest.trusted_proxies.clone()),
            body_timeout: ingest.body_timeout,
            public_url: settings.api_url.as_str().trim_end_matches('/').to_owned(),
            stripe_secrets: settings.stripe.webhook_secret.clone(),
            twilio_tokens: settings.twilio.auth_token.iter().cloned().collect(),
        });
        let server_settings =
            ServerSettings { service: NAME, bind: ingest.bind, deadline: settings.shutdown.deadline / 2 };
        let server = Server::bind(server_settings, move |routes| {
            routes.app_data(app.clone());
            routes::configure(routes);
        })?;

        // Ready while either store works: with one of the two it goes on accepting.
        let health = Health::new().requires_any([resources.rabbitmq(), resources.postgres()]);
        let management = Management::bind(ingest.management_bind, health)?;
        let spool = SpoolRelay::new(resources.clone());
        let retention = Retention::new(resources.db.clone(), ingest);
        let (probe, recorder) = (live.clone(), live.clone());
        let worker = Worker::new(NAME, settings, management, resources.clone())
            .consume(Archive::new(resources.db))
            .task("probe", |shutdown| probe.probe_postgres(shutdown))
            .task("recorder", |shutdown| recorder.record(shutdown))
            .task("spool", |shutdown| spool.run(shutdown))
            .task("retention", |shutdown| retention.run(shutdown))
            .task("directory", |shutdown| async move { directory.keep_fresh(shutdown).await });
        Ok(Self { service: HttpService::new(server, worker), live })
    }

    pub fn address(&self) -> SocketAddr {
        self.service.address()
    }

    pub fn management_address(&self) -> SocketAddr {
        self.service.management_address()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), HttpServiceError> {
        let served = self.service.run(shutdown).await;
        self.live.finish().await;
        served
    }
}
