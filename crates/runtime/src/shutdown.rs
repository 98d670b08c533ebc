//! From the first signal to the end of the process.

use std::error::Error;
use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// Why a process did not end well.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    #[error("could not listen for signals")]
    Signals(#[source] io::Error),
    #[error("the service failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
    #[error("work was still unfinished {} ms after the signal to stop", .0.as_millis())]
    Deadline(Duration),
    #[error("stopped by a second signal before work was finished")]
    Forced,
}

/// Runs a service until it ends. SIGINT or SIGTERM cancels the token, and then the service has until the
/// deadline; a second signal ends it at once.
pub async fn until_stopped<F, E>(
    deadline: Duration,
    run: impl FnOnce(CancellationToken) -> F,
) -> Result<(), StopError>
where
    F: Future<Output = Result<(), E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StopError::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(StopError::Signals)?;
    let mut next_signal = async || {
        tokio::select! {
            _ = interrupt.recv() => "SIGINT",
            _ = terminate.recv() => "SIGTERM",
        }
    };

    let shutdown = CancellationToken::new();
    let mut running = std::pin::pin!(run(shutdown.clone()));
    tokio::select! {
        result = &mut running => return result.map_err(|error| StopError::Failed(error.into())),
        name = next_signal() => info!("Stopping on {name}; finishing what was begun, for up to {deadline:?}"),
    }
    shutdown.cancel();
    tokio::select! {
        result = &mut running => result.map_err(|error| StopError::Failed(error.into())),
        () = sleep(deadline) => Err(StopError::Deadline(deadline)),
        name = next_signal() => {
            warn!("Stopping at once on a second signal, {name}");
            Err(StopError::Forced)
        }
    }
}
