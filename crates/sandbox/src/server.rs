//! Binds the sandbox, then serves it until it is told to stop.

use std::io;
use std::net::{SocketAddr, TcpListener};

use actix_web::dev::{ServerHandle, ServiceRequest};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, JsonConfig, PayloadConfig, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer};
use tokio::runtime::Handle as Runtime;
use tokio_util::sync::CancellationToken;

use crate::browsers;
use crate::handle::Handle;
use crate::inspect::{self, Plays};
use crate::settings::SandboxSettings;

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
    #[error("could not bind the sandbox to {address}")]
    Bind { address: SocketAddr, source: io::Error },
    #[error("could not serve the sandbox")]
    Serve(#[source] io::Error),
}

impl Sandbox {
    pub fn build(mut settings: SandboxSettings) -> Result<Self, SandboxError> {
        let address = settings.bind;
        let bind = |source| SandboxError::Bind { address, source };
        let listener = TcpListener::bind(address).map_err(bind)?;
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
        let routes = {
            let (plays, handle, bound) = (plays.clone(), Data::new(self.handle), self.address);
            move || {
                let (plays, handle) = (plays.clone(), handle.clone());
                let guard =
                    from_fn(move |request: ServiceRequest, next| browsers::keep_out(bound, request, next));
                App::new().app_data(plays).wrap(guard).configure(|config| routes(config, handle))
            }
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

fn routes(routes: &mut ServiceConfig, handle: Data<Handle>) {
    let emulators = handle.emulators();
    let inspected = web::scope("/_sandbox").configure(inspect::routes).configure(|shown| {
        for emulator in &emulators {
            emulator.memory_routes(shown);
        }
    });
    routes
        .app_data(PayloadConfig::new(MAX_BODY_BYTES))
        .app_data(JsonConfig::default().limit(MAX_BODY_BYTES).content_type(|_| true))
        .app_data(handle)
        .service(inspected)
        .default_service(web::to(HttpResponse::NotFound));
    for emulator in emulators {
        emulator.routes(routes);
    }
}
