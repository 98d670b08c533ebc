//! Puts the service together.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use accounts::passwords::{PasswordError, Verifier};
use actix_web::web::Data;
use runtime::settings::{Settings, SettingsError};
use runtime::{Management, ManagementError};
use service::{HttpService, HttpServiceError, Resources, Worker};
use tokio_util::sync::CancellationToken;
use web::{Server, ServerError, ServerSettings};

use crate::app::App;
use crate::auth::token::Tokens;
use crate::events::{Feed, StreamTiming};
use crate::{NAME, routes};

pub struct Gateway {
    service: HttpService,
}

#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("could not read the settings")]
    Settings(#[from] SettingsError),
    #[error("could not prepare to check passwords")]
    Passwords(#[from] PasswordError),
    #[error("could not open the service's address")]
    Server(#[from] ServerError),
    #[error("could not open the management address")]
    Management(#[from] ManagementError),
}

impl Gateway {
    /// Opens the service's addresses. Postgres and RabbitMQ may still be unavailable.
    pub fn build(settings: &Settings, resources: Resources) -> Result<Self, BuildError> {
        Self::build_timed(settings, resources, StreamTiming::default())
    }

    /// The same with other timing of live streams.
    pub fn build_timed(
        settings: &Settings,
        resources: Resources,
        timing: StreamTiming,
    ) -> Result<Self, BuildError> {
        let health = resources.health();
        let feed = Arc::new(Feed::new(timing));
        let checked = Arc::new(OnceLock::new());
        let tokens = Tokens::new(settings.security.jwt_secret()?, settings.security.jwt_ttl);
        let app = App::new(Arc::clone(&checked), tokens, Verifier::new()?, Arc::clone(&feed));
        let app = Data::new(app);
        let server_settings = ServerSettings {
            service: NAME,
            bind: settings.gateway.bind,
            deadline: settings.shutdown.deadline / 2,
        };
        let server = Server::bind(server_settings, move |routes| {
            routes.app_data(app.clone());
            routes::configure(routes);
        })?;

        let management = Management::bind(settings.gateway.management_bind, health)?;
        let (db, bus) = (resources.db.clone(), resources.bus.clone());
        let worker = Worker::new(NAME, settings, management, resources).task("feed", |shutdown| async move {
            // A worker begins its tasks once it has checked the roles.
            checked.get_or_init(|| db);
            feed.run(&bus, shutdown).await;
        });
        Ok(Self { service: HttpService::new(server, worker) })
    }

    pub fn address(&self) -> SocketAddr {
        self.service.address()
    }

    pub fn management_address(&self) -> SocketAddr {
        self.service.management_address()
    }

    /// Serves until shutdown; live streams end then.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), HttpServiceError> {
        self.service.run(shutdown).await
    }
}
