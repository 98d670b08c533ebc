//! A service's public address.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpServiceBuilder, Protocol, Request};
use actix_server::ServerBuilder;
use actix_service::{IntoServiceFactory, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::body::BoxBody;
use actix_web::dev::{AppConfig, Extensions};
use actix_web::middleware::from_fn;
use actix_web::web::ServiceConfig;
use actix_web::{App, dev};
use tokio::net::{TcpSocket, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::connection::{Connection, HEAD_TIMEOUT, Pace};
use crate::request;

/// At most 1024 connections that wait to be taken: clients return all at once after a restart.
const BACKLOG: u32 = 1024;
/// 128 KiB of a connection's answers in the kernel: enough for a client that is far away, and no more than a
/// reader who is just fast enough takes within our patience.
const SEND_BUFFER_BYTES: u32 = 128 * 1024;
/// 1 second for a client to close its side, once its answer is sent.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

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
    /// Who reads more slowly is cut off.
    pub pace: Pace,
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
        let ServerSettings { service, bind, deadline, pace } = settings;
        let failed = |source| ServerError::Bind { address: bind, source };
        let listener = listen(bind).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let builder = ServerBuilder::new().disable_signals().shutdown_timeout(deadline.as_secs().max(1));
        let stopping = builder.graceful_shutdown_signal();
        // As actix-web's own `HttpServer` does it, but for the connection.
        let serve = move || {
            let app = App::new()
                .wrap(from_fn(move |request, next| request::observe(service, request, next)))
                .configure(configure.clone());
            let app = IntoServiceFactory::<_, Request>::into_factory(app)
                .map_err(|error: actix_web::Error| error.error_response());
            let stopping = stopping.clone();
            let http = HttpServiceBuilder::default()
                .graceful_shutdown_signal(move || {
                    let stopping = stopping.clone();
                    async move { stopping.notified().await }
                })
                .client_request_timeout(HEAD_TIMEOUT)
                .client_disconnect_timeout(DISCONNECT_TIMEOUT)
                .local_addr(address)
                .on_connect_ext(|connection: &Connection, data: &mut Extensions| {
                    data.insert(connection.exchange());
                })
                .finish::<_, BoxBody>(map_config(app, |()| AppConfig::default()));
            fn_service(move |stream: TcpStream| async move {
                let peer = stream.peer_addr().ok();
                Ok::<_, DispatchError>((Connection::new(stream, service, pace), Protocol::Http1, peer))
            })
            .and_then(http)
        };
        let server = builder.listen(service, listener, serve).map_err(failed)?.run();
        Ok(Self { server, address })
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

/// Its connections inherit how much the kernel holds of their answers.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}
