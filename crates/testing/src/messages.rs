//! The messages on the bus: published by a test, awaited by it, and accounted for at its end.

use std::time::{Duration, Instant};

use bus::{DeadLetter, Depth};
use chrono::{DateTime, Utc};
use domain::WebhookId;
use runtime::clock;
use serde_json::Value;
use uuid::Uuid;
use webhooks::{Owner, Webhook};

use crate::eventually::eventually;
use crate::{Tenant, World};

/// Long enough for a message to climb the whole retry ladder.
const SETTLED_WITHIN: Duration = Duration::from_mins(2);
/// 6 looks in a row: the broker does not report what consumers have in flight, but that soon shows in the
/// database or in a queue.
const IDLE_LOOKS: u32 = 6;
const GLANCE: Duration = Duration::from_millis(40);

/// At most 1,000 dead letters are read: more than any test makes.
const MAX_DEAD_LETTERS: u32 = 1_000;

/// What identifies a dead letter, should it be retried and fail again: its queue, message and time.
pub(crate) type DeadLetterKey = (String, Option<Uuid>, Option<DateTime<Utc>>);

impl World {
    /// Publishes a webhook as if it had been accepted just now. Each delivery has an id of its own, as each
    /// POST would.
    pub async fn deliver(&self, tenant: &Tenant, body: &Value) -> WebhookId {
        let id = WebhookId(clock::new_id());
        self.deliver_as(id, tenant, body).await;
        id
    }

    /// The same under a given id, as when an accepted webhook is published twice.
    pub async fn deliver_as(&self, id: WebhookId, tenant: &Tenant, body: &Value) {
        let body = serde_json::to_vec(body).unwrap();
        let kind = vapi::Envelope::parse(&body).expect("a message of Vapi's").kind;
        let webhook = Webhook {
            id,
            owner: Owner::Organization(tenant.id),
            connection: Some(tenant.connection),
            provider: "vapi".to_owned(),
            kind,
            received_at: clock::now(),
            content_type: "application/json".to_owned(),
            verification: "x-vapi-secret".to_owned(),
            body: body.into(),
        };
        self.resources.bus.publisher().publish(webhook.outgoing(None)).await.unwrap();
    }

    /// Waits until the world is idle: no message in a queue that a spawned service consumes or on its way
    /// back to one, no event that waits for the relay, no webhook in the spool, no active session of the
    /// database. Webhooks that need attention and dead letters stay.
    pub async fn settled(&self) {
        let started = Instant::now();
        let mut idle_looks = 0;
        while idle_looks < IDLE_LOOKS {
            let pending_work = self.pending_work().await;
            if pending_work.is_none() {
                idle_looks += 1;
            } else {
                idle_looks = 0;
            }
            if let (Some(pending_work), true) = (&pending_work, started.elapsed() > SETTLED_WITHIN) {
                let failures = self.services.failures();
                panic!(
                    "still not settled after {SETTLED_WITHIN:?}: {pending_work} (failed services: {failures:?})"
                );
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The dead letters of a work queue, once there are any. Those that a test takes do not fail it at its
    /// end.
    pub async fn take_dead_letters(&self, queue: &str) -> Vec<DeadLetter> {
        let letters = eventually(&format!("a dead letter in {queue}"), async || {
            let letters = self.resources.bus.peek_dead_letters(queue, MAX_DEAD_LETTERS).await.ok()?;
            (!letters.is_empty()).then_some(letters)
        })
        .await;
        self.taken.lock().unwrap().extend(letters.iter().map(key_of));
        letters
    }

    /// Every event of an organization by name, in the order of their positions; those the relay has yet to
    /// place come last.
    pub async fn events(&self, tenant: &Tenant) -> Vec<(String, Value)> {
        let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
            "SELECT name, type, payload FROM events WHERE organization_id = $1 ORDER BY position NULLS LAST, id",
        )
        .bind(tenant.id.0)
        .fetch_all(self.database.owner())
        .await
        .unwrap();
        let described = rows.into_iter().map(|(name, message, payload)| {
            let event = contracts::describe(&message, &payload).expect("a message of ours").unwrap();
            (name, event)
        });
        described.collect()
    }

    async fn pending_work(&self) -> Option<String> {
        let depths = match self.resources.bus.depths().await {
            Ok(depths) => depths,
            Err(error) => return Some(runtime::error_chain(&error)),
        };
        let waiting = depths.iter().find(|depth| depth.ready > 0 && self.awaits(depth));
        if let Some(Depth { queue, ready, .. }) = waiting {
            return Some(format!("{ready} messages wait in {queue}"));
        }
        let mut checks = vec![
            ("webhooks wait in the spool", "SELECT count(*) FROM webhook_spool WHERE parked_at IS NULL"),
            (
                "sessions of the database are active",
                "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()",
            ),
        ];
        if self.services.relay() {
            checks.push(("events wait for the relay", "SELECT count(*) FROM outbox"));
        }
        for (what, count) in checks {
            match self.database.count(count).await {
                Ok(0) => {}
                Ok(some) => return Some(format!("{some} {what}")),
                Err(error) => return Some(runtime::error_chain(&error)),
            }
        }
        None
    }

    /// What is wrong with the queues now that nothing runs any more.
    pub(crate) async fn leftovers(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for Depth { queue, ready, .. } in self.resources.bus.depths().await.unwrap() {
            if let Some(work) = queue.strip_suffix(".dead").filter(|_| ready > 0) {
                let letters = self.resources.bus.peek_dead_letters(work, MAX_DEAD_LETTERS).await.unwrap();
                let taken = self.taken.lock().unwrap();
                let unexpected = letters.iter().filter(|letter| !taken.contains(&key_of(letter)));
                wrong.extend(unexpected.map(|letter| format!("a dead letter in {work}: {}", letter.reason)));
            } else if ready > 0 && (self.services.consumes(&queue) || is_rung(&queue)) {
                wrong.push(format!("{ready} unhandled messages in {queue}"));
            }
        }
        wrong
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

fn is_rung(queue: &str) -> bool {
    queue.starts_with("callflex.retry.")
}

fn key_of(letter: &DeadLetter) -> DeadLetterKey {
    (letter.queue.clone(), letter.message_id, letter.failed_at)
}
