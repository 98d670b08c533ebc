//! A service's public address.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer, dev};
use tokio_util::sync::CancellationToken;

use crate::request;

/// How a service is served.
#[derive(Clone, Copy, Debug)]
pub struct ServerSettings {
    /// The service's name in logs, traces and metrics.
    pub service: &'static str,
    /// Port 0 takes a free one.
    pub bind: SocketAddr,
    /// How long answers that have begun may take after shutdown was asked for, in whole seconds. Shorter than
    /// the deadline of the process, which has more to finish.
    pub deadline: Duration,
}

/// A bound address with its routes. Connections wait until it runs.
pub struct Server {
    server: dev::Server,
    address: SocketAddr,
}

/// Serving HTTP failed.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error(transparent)]
    Metrics(#[from] runtime::metrics::InstallError),
    #[error("could not open the address {address}")]
    Bind {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("could not serve HTTP")]
    Serve(#[source] io::Error),
}

impl Server {
    /// Opens the address for the routes that `configure` adds.
    pub fn bind(
        settings: ServerSettings,
        configure: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
    ) -> Result<Self, ServerError> {
        runtime::metrics::install()?;
        let ServerSettings { service, bind, deadline } = settings;
        let server = HttpServer::new(move || {
            App::new()
                .wrap(from_fn(move |request, next| request::observe(service, request, next)))
                .configure(configure.clone())
        })
        .disable_signals()
        .shutdown_timeout(deadline.as_secs().max(1))
        .bind(bind)
        .map_err(|source| ServerError::Bind { address: bind, source })?;
        let address = server.addrs().first().copied().unwrap_or(bind);
        Ok(Self { server: server.run(), address })
    }

    /// Shows the address, with the real port where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until shutdown, then finishes the answers that have begun.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), ServerError> {
        let handle = self.server.handle();
        let mut serving = std::pin::pin!(self.server);
        tokio::select! {
            served = &mut serving => return served.map_err(ServerError::Serve),
            () = shutdown.cancelled() => {}
        }
        let (served, ()) = tokio::join!(serving, handle.stop(true));
        served.map_err(ServerError::Serve)
    }
}
