//! Binds the sandbox, then serves it until it is told to stop.

use std::net::{SocketAddr, TcpListener};
use std::{io, net};

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, JsonConfig, PayloadConfig, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer};
use tokio::runtime::Handle as Runtime;
use tokio_util::sync::CancellationToken;

use crate::handle::Handle;
use crate::inspect::Plays;
use crate::settings::SandboxSettings;
use crate::{faults, inspect, resend, traces, twilio, vapi};

/// At most 16 MiB: a batch of spans or an e-mail with attachments is not larger.
const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;
/// One thread: it shares a small machine with the services that call it.
const WORKERS: usize = 1;
/// Two seconds: requests that a latency fault still holds back are then cut off.
const STOP_SECONDS: u64 = 2;

/// Bound, not yet serving.
#[derive(Debug)]
pub struct Sandbox {
    listener: TcpListener,
    address: SocketAddr,
    handle: Handle,
}

#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("binding the sandbox to {address}")]
    Bind { address: SocketAddr, source: io::Error },
    #[error("serving the sandbox")]
    Serve(#[source] io::Error),
}

impl Sandbox {
    pub fn build(mut settings: SandboxSettings) -> Result<Self, SandboxError> {
        let address = settings.bind;
        let bind = |source| SandboxError::Bind { address, source };
        let listener = net::TcpListener::bind(address).map_err(bind)?;
        let address = listener.local_addr().map_err(bind)?;
        // Calls that are played carry the URL where they are controlled, which is here.
        settings.bind = address;
        Ok(Self { listener, address, handle: Handle::new(settings) })
    }

    /// Without a slash at the end: `<url>/vapi`, `<url>/twilio` and `<url>/resend` are base URLs for clients,
    /// and `<url>` itself is an OTLP endpoint.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    pub async fn run(self, shutdown: CancellationToken) -> Result<(), SandboxError> {
        let plays = Data::new(Plays::new(shutdown.child_token(), Runtime::current()));
        let handle = Data::new(self.handle);
        let routes = {
            let (plays, handle) = (plays.clone(), handle.clone());
            move || App::new().app_data(handle.clone()).app_data(plays.clone()).configure(routes)
        };
        let server = HttpServer::new(routes)
            .workers(WORKERS)
            .shutdown_timeout(STOP_SECONDS)
            .disable_signals()
            .listen(self.listener)
            .map_err(SandboxError::Serve)?
            .run();
        let stopper = stop_when(shutdown, server.handle());
        let (outcome, ()) = tokio::join!(server, stopper);
        plays.stop().await;
        outcome.map_err(SandboxError::Serve)
    }
}

async fn stop_when(shutdown: CancellationToken, server: ServerHandle) {
    shutdown.cancelled().await;
    server.stop(true).await;
}

fn routes(routes: &mut ServiceConfig) {
    routes
        .app_data(PayloadConfig::new(MAX_BODY_BYTES))
        .app_data(JsonConfig::default().limit(MAX_BODY_BYTES).content_type(|_| true))
        .service(web::scope("/vapi").wrap(from_fn(faults::vapi_api)).configure(vapi::routes))
        .service(
            web::scope(vapi::CONTROL_PATH)
                .wrap(from_fn(faults::vapi_control))
                .configure(vapi::control_routes),
        )
        .service(web::scope("/twilio").wrap(from_fn(faults::twilio)).configure(twilio::routes))
        .service(web::scope("/resend").wrap(from_fn(faults::resend)).configure(resend::routes))
        .service(web::scope("/_sandbox").configure(inspect::routes))
        .route("/v1/traces", web::post().to(traces::receive))
        .default_service(web::to(HttpResponse::NotFound));
}
