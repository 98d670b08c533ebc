//! What goes through the queues: sent by a test, awaited by it, and accounted for at its end.

use std::time::{Duration, Instant};

use bus::{DeadLetter, Depth, Exchange, Outgoing, Payload};
use chrono::{DateTime, Utc};
use contracts::webhooks::WebhookReceived;
use domain::WebhookId;
use runtime::clock;
use serde_json::Value;
use uuid::Uuid;

use crate::eventually::eventually;
use crate::{Tenant, World};

/// A message may climb the whole ladder before all is quiet.
const SETTLED_WITHIN: Duration = Duration::from_mins(2);
/// The broker does not tell what consumers have in hand. What they have soon shows in the database or in a queue, so that all
/// is quiet when nothing has shown so many times in a row.
const QUIET_LOOKS: u32 = 6;
const GLANCE: Duration = Duration::from_millis(40);

/// More dead letters than any test makes.
const MANY: u32 = 1_000;

/// What a dead letter is known by, should it be retried and fail again.
pub(crate) type Taken = (String, Option<Uuid>, Option<DateTime<Utc>>);

impl World {
    /// Publishes a webhook as if it had been accepted just now. Each delivery has an id of its own, as each POST would.
    pub async fn deliver(&self, tenant: &Tenant, body: &Value) -> WebhookId {
        let id = WebhookId(clock::new_id());
        self.deliver_as(id, tenant, body).await;
        id
    }

    /// The same under a given id, as when an accepted webhook is published twice.
    pub async fn deliver_as(&self, id: WebhookId, tenant: &Tenant, body: &Value) {
        let now = clock::now();
        let body = serde_json::to_vec(body).unwrap();
        let kind = vapi::Envelope::parse(&body).expect("a message of Vapi's").kind;
        let message = WebhookReceived {
            id: id.to_string(),
            organization_id: tenant.id.to_string(),
            connection_id: tenant.connection.to_string(),
            provider: "vapi".to_owned(),
            r#type: kind.clone(),
            received_at: Some(contracts::timestamp(now)),
            content_type: "application/json".to_owned(),
            body: body.into(),
            ..WebhookReceived::default()
        };
        let outgoing = Outgoing {
            exchange: Exchange::Webhooks,
            routing_key: format!("vapi.{}", vapi::routing_word(&kind)),
            message_id: id.0,
            payload: Payload::of(&message),
            organization: Some(tenant.id),
            timestamp: now,
            traceparent: None,
        };
        self.resources.bus.publisher().publish(outgoing).await.unwrap();
    }

    /// Waits until nothing is left to do: no message in a queue that a spawned service reads or on its way back to one, no event
    /// that waits for the relay, no webhook in the spool, nobody at work in the database. Parked webhooks and dead letters stay.
    pub async fn settled(&self) {
        let started = Instant::now();
        let mut quiet_looks = 0;
        while quiet_looks < QUIET_LOOKS {
            let unrest = self.unrest().await;
            if unrest.is_none() {
                quiet_looks += 1;
            } else {
                quiet_looks = 0;
            }
            if let (Some(unrest), true) = (&unrest, started.elapsed() > SETTLED_WITHIN) {
                let failures = self.services.failures();
                panic!(
                    "still not settled after {SETTLED_WITHIN:?}: {unrest} (failed services: {failures:?})"
                );
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The dead letters of a work queue, once there are any. What a test takes is no fault at its end.
    pub async fn take_dead_letters(&self, queue: &str) -> Vec<DeadLetter> {
        let letters = eventually(&format!("a dead letter in {queue}"), async || {
            let letters = self.resources.bus.peek_dead_letters(queue, MANY).await.ok()?;
            (!letters.is_empty()).then_some(letters)
        })
        .await;
        self.taken.lock().unwrap().extend(letters.iter().map(identity));
        letters
    }

    /// Every event of an organization by name, in the order of their positions; those the relay has yet to place come last.
    pub async fn events(&self, tenant: &Tenant) -> Vec<(String, Value)> {
        let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
            "SELECT name, type, payload FROM events WHERE organization_id = $1 ORDER BY position NULLS LAST, id",
        )
        .bind(tenant.id.0)
        .fetch_all(self.database.owner())
        .await
        .unwrap();
        let described = rows.into_iter().map(|(name, message, payload)| {
            let told = contracts::describe(&message, &payload).expect("a message of ours").unwrap();
            (name, told)
        });
        described.collect()
    }

    async fn unrest(&self) -> Option<String> {
        let depths = match self.resources.bus.depths().await {
            Ok(depths) => depths,
            Err(error) => return Some(runtime::error_chain(&error)),
        };
        let waiting = depths.iter().find(|depth| depth.ready > 0 && self.awaits(depth));
        if let Some(Depth { queue, ready, .. }) = waiting {
            return Some(format!("{ready} messages wait in {queue}"));
        }
        let mut questions = vec![
            ("webhooks wait in the spool", "SELECT count(*) FROM webhook_spool WHERE parked_at IS NULL"),
            (
                "sessions of the database are at work",
                "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()",
            ),
        ];
        if self.services.relay() {
            questions.push(("events wait for the relay", "SELECT count(*) FROM outbox"));
        }
        for (what, count) in questions {
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
                let letters = self.resources.bus.peek_dead_letters(work, MANY).await.unwrap();
                let taken = self.taken.lock().unwrap();
                let unexpected = letters.iter().filter(|letter| !taken.contains(&identity(letter)));
                wrong.extend(unexpected.map(|letter| format!("a dead letter in {work}: {}", letter.reason)));
            } else if ready > 0 && (self.services.read(&queue) || is_rung(&queue)) {
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
        !is_dead && (self.services.read(queue) || *consumers > 0 || is_rung(queue))
    }
}

fn is_rung(queue: &str) -> bool {
    queue.starts_with("callflex.retry.")
}

fn identity(letter: &DeadLetter) -> Taken {
    (letter.queue.clone(), letter.message_id, letter.failed_at)
}
