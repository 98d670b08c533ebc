//! The one loop that publishes what is committed.

use std::time::{Duration, Instant};

use bus::{Bus, Exchange, Outgoing, Payload};
use db::outbox::{Pending, RelaySession};
use metrics::{counter, gauge};
use runtime::error_chain;
use secrecy::SecretString;
use tokio::time::error::Elapsed;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// At most 500 events are numbered and published at a time: few enough that a crash repeats little.
const BATCH: i64 = 500;

/// 50 ms between looks when nothing waits: a delay that a person who watches does not notice.
const IDLE: Duration = Duration::from_millis(50);

/// 1 s before the relay tries again for the lock, the database or the broker.
const PAUSE: Duration = Duration::from_secs(1);

const MEASURE_EVERY: Duration = Duration::from_secs(5);

#[derive(Clone, Debug)]
pub struct RelaySettings {
    /// Opens the database as `callflex_system`.
    pub system_url: SecretString,
    pub statement_timeout: Duration,
}

/// Why the right to relay was given up.
#[derive(Debug, thiserror::Error)]
enum RelayError {
    #[error("could not use the database")]
    Database(#[from] db::Error),
    #[error("the database did not answer in time")]
    TimedOut(#[from] Elapsed),
}

/// Publishes committed events, in the order of their positions, whenever it holds the right to.
pub struct Relay {
    settings: RelaySettings,
    bus: Bus,
}

impl Relay {
    pub fn new(settings: RelaySettings, bus: Bus) -> Self {
        Self { settings, bus }
    }

    pub async fn run(self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            let acquiring = RelaySession::acquire(&self.settings.system_url, self.settings.statement_timeout);
            match self.in_time(acquiring).await {
                Ok(Some(session)) => {
                    info!("Relaying events");
                    if let Err(error) = self.relay(session, &shutdown).await {
                        warn!(error = error_chain(&error), "Lost the database while relaying events");
                    }
                }
                Ok(None) => {}
                Err(error) => {
                    warn!(error = error_chain(&error), "Could not reach the database to relay events");
                }
            }
            pause(PAUSE, &shutdown).await;
        }
    }

    async fn relay(&self, mut session: RelaySession, shutdown: &CancellationToken) -> Result<(), RelayError> {
        let mut measured: Option<Instant> = None;
        while !shutdown.is_cancelled() {
            if measured.is_none_or(|at| at.elapsed() >= MEASURE_EVERY) {
                self.in_time(measure(&mut session)).await?;
                measured = Some(Instant::now());
            }
            self.in_time(session.number(BATCH)).await?;
            let pending = self.in_time(session.pending(BATCH)).await?;
            if pending.is_empty() {
                pause(IDLE, shutdown).await;
                continue;
            }
            let waiting = pending.len();
            let confirmed = self.publish(pending).await;
            self.in_time(session.settle(&confirmed)).await?;
            counter!("outbox_relayed_total").increment(confirmed.len() as u64);
            if confirmed.len() < waiting {
                pause(PAUSE, shutdown).await;
            }
        }
        Ok(())
    }

    /// Waits for Postgres twice as long as a statement may take: a host that has vanished never answers.
    async fn in_time<T>(&self, work: impl Future<Output = db::Result<T>>) -> Result<T, RelayError> {
        Ok(timeout(self.settings.statement_timeout.saturating_mul(2), work).await??)
    }

    /// Publishes events and returns the positions of those that the broker has confirmed.
    async fn publish(&self, pending: Vec<Pending>) -> Vec<i64> {
        let positions: Vec<i64> = pending.iter().map(|event| event.position).collect();
        let results =
            self.bus.patient_publisher().publish_all(pending.into_iter().map(outgoing).collect()).await;
        let failure = results.iter().find_map(|result| result.as_ref().err());
        if let Some(error) = failure {
            let failed = results.iter().filter(|result| result.is_err()).count();
            warn!(error = error_chain(error), "Could not publish {failed} events; they wait");
        }
        positions
            .into_iter()
            .zip(results)
            .filter_map(|(position, result)| result.is_ok().then_some(position))
            .collect()
    }
}

async fn measure(session: &mut RelaySession) -> db::Result<()> {
    let lag = session.lag().await?;
    #[expect(clippy::cast_precision_loss, reason = "a gauge of a backlog")]
    gauge!("outbox_waiting_events").set(lag.events as f64);
    gauge!("outbox_lag_seconds").set(lag.oldest.as_secs_f64());
    Ok(())
}

fn outgoing(event: Pending) -> Outgoing {
    Outgoing {
        exchange: Exchange::Events,
        routing_key: event.name,
        message_id: event.id.0,
        payload: Payload {
            name: event.message_type,
            schema_version: event.schema_version.unsigned_abs(),
            body: event.payload.into(),
        },
        organization: Some(event.organization_id),
        timestamp: event.occurred_at,
        traceparent: event.traceparent,
    }
}

async fn pause(time: Duration, shutdown: &CancellationToken) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = shutdown.cancelled() => {}
    }
}
