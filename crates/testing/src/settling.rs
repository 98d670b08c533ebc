//! Waiting until nothing goes on in a world any more.

use std::time::{Duration, Instant};

use bus::{Deliveries, Depth};
use tokio::time::sleep;

use crate::World;

/// Long enough for a message to climb the whole retry ladder.
const SETTLED_WITHIN: Duration = Duration::from_mins(2);
/// 2 looks in a row: what the broker was handing out during the first is known at the second, as it comes on
/// the connection that the second's answers come on.
const IDLE_LOOKS: u32 = 2;
/// 6 looks in a row once a message has waited on a rung: while the broker moves it on it shows in no queue.
const IDLE_LOOKS_AFTER_A_RETRY: u32 = 6;
const GLANCE: Duration = Duration::from_millis(20);

impl World {
    /// Waits until the world is idle: no message in a queue that a spawned service consumes, in flight, or on
    /// its way back to a queue, no event that waits for the relay, no webhook in the spool, no active session
    /// of the database. Webhooks that need attention and dead letters stay.
    pub async fn settled(&self) {
        let started = Instant::now();
        let (mut idle_looks, mut before) = (0, None);
        loop {
            match self.look().await {
                Ok(deliveries) => {
                    idle_looks = if before == Some(deliveries) { idle_looks + 1 } else { 1 };
                    before = Some(deliveries);
                    let needed = if deliveries.retried > 0 { IDLE_LOOKS_AFTER_A_RETRY } else { IDLE_LOOKS };
                    if idle_looks == needed {
                        return;
                    }
                }
                Err(busy) => {
                    assert!(
                        started.elapsed() < SETTLED_WITHIN,
                        "still not settled after {SETTLED_WITHIN:?}: {busy} (failed services: {:?})",
                        self.services.failures()
                    );
                    before = None;
                }
            }
            sleep(GLANCE).await;
        }
    }

    /// What the consumers of an idle world have taken so far, or why the world is busy.
    async fn look(&self) -> Result<Deliveries, String> {
        // Known in this process; the broker is asked about every queue only once it may be idle.
        self.nothing_in_flight()?;
        let depths = self.resources.bus.depths().await.map_err(|error| runtime::error_chain(&error))?;
        if let Some(Depth { queue, ready, .. }) =
            depths.iter().find(|depth| depth.ready > 0 && self.awaits(depth))
        {
            return Err(format!("{ready} messages wait in {queue}"));
        }
        match self.pending_rows().await {
            Ok(None) => self.nothing_in_flight(),
            Ok(Some(pending)) => Err(pending),
            Err(error) => Err(runtime::error_chain(&error)),
        }
    }

    fn nothing_in_flight(&self) -> Result<Deliveries, String> {
        let deliveries = self.resources.bus.deliveries();
        match deliveries.in_flight {
            0 => Ok(deliveries),
            in_flight => Err(format!("{in_flight} messages are in flight")),
        }
    }

    /// What the database shows that is not done yet.
    async fn pending_rows(&self) -> Result<Option<String>, sqlx::Error> {
        let (spooled, events, session): (i64, i64, Option<String>) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM webhook_spool WHERE parked_at IS NULL),
                    (SELECT count(*) FROM outbox),
                    (SELECT concat_ws(' ', application_name, state, 'since', state_change, wait_event, query)
                     FROM pg_stat_activity
                     WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()
                     LIMIT 1)",
        )
        .fetch_one(self.owner())
        .await?;
        if spooled > 0 {
            return Ok(Some(format!("{spooled} webhooks wait in the spool")));
        }
        if events > 0 && self.services.relay() {
            return Ok(Some(format!("{events} events wait for the relay")));
        }
        Ok(session.map(|session| format!("a session of the database is active: {session}")))
    }

    fn awaits(&self, depth: &Depth) -> bool {
        let Depth { queue, consumers, .. } = depth;
        #[expect(
            clippy::case_sensitive_file_extension_comparisons,
            reason = "the name of a queue, not of a file"
        )]
        let is_dead = queue.ends_with(".dead");
        !is_dead && (self.services.consumes(queue) || *consumers > 0 || is_rung(queue))
    }
}

pub(crate) fn is_rung(queue: &str) -> bool {
    queue.starts_with("callflex.retry.")
}
