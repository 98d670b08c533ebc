use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::http::header::ContentType;
use actix_web::web::{Data, resource};
use actix_web::{App, HttpResponse, HttpServer};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::health::Health;
use crate::metrics;

/// 1 second: a runtime that can't begin a task in this time isn't serving anyone.
const LIVENESS_TIMEOUT: Duration = Duration::from_secs(1);
const UPKEEP_INTERVAL: Duration = Duration::from_secs(5);

/// Serves a service's `/livez`, `/readyz` and `/metrics`.
pub struct Management {
    server: Server,
    address: SocketAddr,
}

/// Opening the management address failed.
#[derive(Debug, thiserror::Error)]
pub enum ManagementError {
    #[error(transparent)]
    Metrics(#[from] metrics::InstallError),
    #[error("could not open the management address {address}")]
    Bind {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
}

struct State {
    health: Health,
    service_runtime: Handle,
}

impl Management {
    /// Opens the address; must be called on the runtime of the service, whose life `/livez` reports.
    pub fn bind(address: SocketAddr, health: Health) -> Result<Self, ManagementError> {
        metrics::install()?;
        let failed = |source| ManagementError::Bind { address, source };
        let state = Data::new(State { health, service_runtime: Handle::current() });
        let server = HttpServer::new(move || {
            App::new()
                .app_data(state.clone())
                .service(resource("/livez").get(live).head(live))
                .service(resource("/readyz").get(ready).head(ready))
                .service(resource("/metrics").get(async || measurements()).head(async || measurements()))
        })
        .workers(1)
        .disable_signals()
        .shutdown_timeout(1)
        .bind(address)
        .map_err(failed)?;
        let bound = server.addrs().first().copied().unwrap_or(address);
        Ok(Self { server: server.run(), address: bound })
    }

    /// Shows the address, with the real port where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until shutdown.
    pub async fn run(self, shutdown: CancellationToken) -> io::Result<()> {
        let handle = self.server.handle();
        let stop = async {
            let mut upkeep = tokio::time::interval(UPKEEP_INTERVAL);
            loop {
                tokio::select! {
                    () = shutdown.cancelled() => break,
                    _ = upkeep.tick() => metrics::upkeep(),
                }
            }
            handle.stop(true).await;
        };
        let (served, ()) = tokio::join!(self.server, stop);
        served
    }
}

async fn live(state: Data<State>) -> HttpResponse {
    let answered = state.service_runtime.spawn(async {});
    match tokio::time::timeout(LIVENESS_TIMEOUT, answered).await {
        Ok(Ok(())) => HttpResponse::Ok().content_type(ContentType::plaintext()).body("live\n"),
        Ok(Err(_)) | Err(_) => HttpResponse::ServiceUnavailable()
            .content_type(ContentType::plaintext())
            .body("the service's runtime does not answer\n"),
    }
}

async fn ready(state: Data<State>) -> HttpResponse {
    let report = state.health.report().await;
    if report.ready {
        HttpResponse::Ok().json(report)
    } else {
        HttpResponse::ServiceUnavailable().json(report)
    }
}

fn measurements() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(metrics::render())
}
