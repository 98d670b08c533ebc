//! Whether Postgres answers, probed before a caller has to wait for it.

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

/// Every half second: this soon after Postgres goes down, callers are answered at once.
const EVERY: Duration = Duration::from_millis(500);

/// After a quarter of a second without an answer we connect ourselves: a pool keeps on trying where
/// connections are refused.
const SUSPICION: Duration = Duration::from_millis(250);

/// Two: one connection may break by itself.
const FAILED_PINGS: u32 = 2;

/// At most 5 seconds: a busy Postgres answers within them, and no caller waits longer.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct PostgresProbe {
    db: Db,
    /// Host and port; `None` where Postgres is reached by a socket.
    address: Option<(String, u16)>,
    is_up: watch::Sender<bool>,
    check_now: Notify,
}

impl PostgresProbe {
    pub(crate) fn new(db: Db) -> Self {
        Self { address: db.address(), db, is_up: watch::Sender::new(true), check_now: Notify::new() }
    }

    pub(crate) fn is_up(&self) -> bool {
        *self.is_up.borrow()
    }

    /// Returns once Postgres is known to be down.
    pub(crate) async fn down(&self) {
        // We hold the sender, so the channel can't close.
        let _ = self.is_up.subscribe().wait_for(|is_up| !is_up).await;
    }

    /// Probes Postgres now, after a query had trouble.
    pub(crate) fn check_now(&self) {
        self.check_now.notify_one();
    }

    pub(crate) async fn run(&self, shutdown: CancellationToken) {
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
            // What was down stays down until a ping succeeds.
            let is_up = trouble.is_none() || (self.is_up() && !is_sure && failed_pings < FAILED_PINGS);
            let was_up = self.is_up.send_replace(is_up);
            match trouble.filter(|_| !is_up) {
                Some(error) if was_up => warn!(error, "Postgres is down: callers get the fallback"),
                None if is_up && !was_up => info!("Postgres is up again for callers"),
                _ => {}
            }
            let pause = timeout(EVERY, self.check_now.notified());
            let _ = shutdown.run_until_cancelled(pause).await;
        }
    }

    /// Returns when connections to Postgres are refused.
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
