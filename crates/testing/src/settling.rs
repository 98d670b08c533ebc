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
const IDLE_LOOKS_AFTER_A_RUNG: u32 = 6;
const GLANCE: Duration = Duration::from_millis(20);

/// What one look at a world shows.
enum Look {
    Idle { taken: u64 },
    Busy { why: String, on_a_rung: bool },
}

impl World {
    /// Waits until the world is idle: no message in a queue that a spawned service consumes, in flight, or on
    /// its way back to a queue, no event that waits for the relay, no webhook in the spool, no active session
    /// of the database. Webhooks that need attention and dead letters stay.
    pub async fn settled(&self) {
        let started = Instant::now();
        let (mut idle_looks, mut looks_needed) = (0, IDLE_LOOKS);
        let mut taken_before = None;
        loop {
            match self.look().await {
                Look::Idle { taken } if taken_before == Some(taken) => idle_looks += 1,
                Look::Idle { taken } => (idle_looks, taken_before) = (1, Some(taken)),
                Look::Busy { why, on_a_rung } => {
                    assert!(
                        started.elapsed() < SETTLED_WITHIN,
                        "still not settled after {SETTLED_WITHIN:?}: {why} (failed services: {:?})",
                        self.services.failures()
                    );
                    (idle_looks, taken_before) = (0, None);
                    if on_a_rung {
                        looks_needed = IDLE_LOOKS_AFTER_A_RUNG;
                    }
                }
            }
            if idle_looks == looks_needed {
                return;
            }
            sleep(GLANCE).await;
        }
    }

    async fn look(&self) -> Look {
        let busy = |why| Look::Busy { why, on_a_rung: false };
        // Known in this process. Only an idle world is worth the questions to its servers, fifty to the broker.
        let Deliveries { in_flight, .. } = self.resources.bus.deliveries();
        if in_flight > 0 {
            return busy(format!("{in_flight} messages are in flight"));
        }
        let depths = match self.resources.bus.depths().await {
            Ok(depths) => depths,
            Err(error) => return busy(runtime::error_chain(&error)),
        };
        let waiting = depths.iter().find(|depth| depth.ready > 0 && self.awaits(depth));
        if let Some(Depth { queue, ready, .. }) = waiting {
            return Look::Busy {
                why: format!("{ready} messages wait in {queue}"),
                on_a_rung: is_rung(queue),
            };
        }
        match self.pending_rows().await {
            Ok(None) => {}
            Ok(Some(why)) => return busy(why),
            Err(error) => return busy(runtime::error_chain(&error)),
        }
        let Deliveries { taken, in_flight } = self.resources.bus.deliveries();
        if in_flight > 0 {
            return busy(format!("{in_flight} messages are in flight"));
        }
        Look::Idle { taken }
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
