//! Whether Postgres answers, asked before a caller has to wait for it.

use std::future::pending;
use std::io::ErrorKind;
use std::time::Duration;

use db::Db;
use runtime::error_chain;
use tokio::net::TcpStream;
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// So long after Postgres went away, callers are told at once.
const EVERY: Duration = Duration::from_millis(500);

/// A pool goes on knocking at a door that is shut. After so long without an answer we look for ourselves whether it is.
const SUSPICION: Duration = Duration::from_millis(250);

/// One connection may break by itself; a second one that does is Postgres.
const FAILED_PINGS: u32 = 2;

/// A Postgres that is busy is waited for; no caller waits for one that says nothing for so long.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Pulse {
    db: Db,
    /// Host and port; none where Postgres is reached by a socket.
    address: Option<(String, u16)>,
    is_felt: watch::Sender<bool>,
    doubt: Notify,
}

impl Pulse {
    pub(crate) fn new(db: Db) -> Self {
        Self { address: db.address(), db, is_felt: watch::Sender::new(true), doubt: Notify::new() }
    }

    pub(crate) fn is_felt(&self) -> bool {
        *self.is_felt.borrow()
    }

    /// Returns once Postgres is known to be away.
    pub(crate) async fn lost(&self) {
        // The sender is ours, so that it can't be gone.
        let _ = self.is_felt.subscribe().wait_for(|is_felt| !is_felt).await;
    }

    /// Whoever had trouble with Postgres has it looked at now.
    pub(crate) fn doubt(&self) {
        self.doubt.notify_one();
    }

    pub(crate) async fn feel(&self, shutdown: CancellationToken) {
        let mut failed_pings = 0;
        while !shutdown.is_cancelled() {
            let (trouble, is_sure) = tokio::select! {
                answered = timeout(PATIENCE, self.db.ping()) => match answered {
                    Ok(Ok(())) => (None, true),
                    Ok(Err(error)) => (Some(error_chain(&error)), false),
                    Err(_) => (Some(format!("no answer within {PATIENCE:?}")), false),
                },
                () = self.refused() => (Some("connections are refused".to_owned()), true),
            };
            failed_pings = if is_sure { 0 } else { failed_pings + 1 };
            // What was away stays away until a ping succeeds.
            let is_felt = trouble.is_none() || (self.is_felt() && !is_sure && failed_pings < FAILED_PINGS);
            let was_felt = self.is_felt.send_replace(is_felt);
            match trouble.filter(|_| !is_felt) {
                Some(error) if was_felt => warn!(error, "Postgres is away: callers hear the fallback"),
                None if is_felt && !was_felt => info!("Postgres is back for callers"),
                _ => {}
            }
            let pause = timeout(EVERY, self.doubt.notified());
            let _ = shutdown.run_until_cancelled(pause).await;
        }
    }

    /// Returns when nobody listens where Postgres should.
    async fn refused(&self) {
        let Some((host, port)) = &self.address else { return pending().await };
        loop {
            sleep(SUSPICION).await;
            match TcpStream::connect((host.as_str(), *port)).await {
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => return,
                Ok(_) | Err(_) => {}
            }
        }
    }
}
