//! A service that serves HTTP beside its worker.

use std::net::SocketAddr;

use tokio_util::sync::CancellationToken;
use web::{Server, ServerError};

use crate::worker::{Worker, WorkerError};

/// A public address, and the worker behind it: they live and end together.
pub struct HttpService {
    server: Server,
    worker: Worker,
}

#[derive(Debug, thiserror::Error)]
pub enum HttpServiceError {
    #[error("could not serve")]
    Server(#[from] ServerError),
    #[error("could not work")]
    Worker(#[from] WorkerError),
}

impl HttpService {
    pub fn new(server: Server, worker: Worker) -> Self {
        Self { server, worker }
    }

    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    pub fn management_address(&self) -> SocketAddr {
        self.worker.management_address()
    }

    /// Serves until shutdown, from the first moment, even before Postgres has been seen.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), HttpServiceError> {
        // One that fails takes the other with it.
        let ended = shutdown.child_token();
        let serve = async {
            let served = self.server.run(ended.clone()).await;
            ended.cancel();
            served
        };
        let work = async {
            let worked = self.worker.run(ended.clone()).await;
            ended.cancel();
            worked
        };
        let (served, worked) = tokio::join!(serve, work);
        served?;
        Ok(worked?)
    }
}
