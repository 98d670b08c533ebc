//! The messages that a test publishes.

use bus::{Exchange, Outgoing, Payload};
use chrono::{DateTime, Utc};
use contracts::Event;
use domain::WebhookId;
use runtime::clock;
use serde_json::Value;
use uuid::{Builder, Uuid};
use webhooks::{Owner, Webhook, unreadable};

use crate::{Tenant, World};

impl World {
    /// Publishes a webhook as if it had been accepted when Vapi sent it. Each delivery has an id of its own, as
    /// each POST would.
    pub async fn deliver(&self, tenant: &Tenant, body: &Value) -> WebhookId {
        let id = WebhookId(id_of(sent_at(body)));
        self.deliver_as(id, tenant, body).await;
        id
    }

    /// The same under a given id, as when an accepted webhook is published twice.
    pub async fn deliver_as(&self, id: WebhookId, tenant: &Tenant, body: &Value) {
        self.deliver_at(sent_at(body), id, tenant, body).await;
    }

    /// The same, accepted at a given time.
    pub async fn deliver_at(&self, at: DateTime<Utc>, id: WebhookId, tenant: &Tenant, body: &Value) {
        self.resources.bus.publisher().publish(accepted(at, id, tenant, body)).await.unwrap();
    }

    /// The same under another routing key, as a version of long ago may have published it.
    pub async fn deliver_under(&self, routing_key: &str, tenant: &Tenant, body: &Value) -> WebhookId {
        let id = WebhookId(clock::new_id());
        let outgoing =
            Outgoing { routing_key: routing_key.to_owned(), ..accepted(sent_at(body), id, tenant, body) };
        self.resources.bus.publisher().publish(outgoing).await.unwrap();
        id
    }

    /// Publishes an event of the organization as the relay does.
    pub async fn publish<E: Event>(&self, tenant: &Tenant, event: &E) {
        let outgoing = Outgoing {
            exchange: Exchange::Events,
            routing_key: E::ROUTING_KEY.to_owned(),
            message_id: clock::new_id(),
            payload: Payload::of(event),
            organization: Some(tenant.id),
            timestamp: clock::now(),
            traceparent: None,
        };
        self.resources.bus.publisher().publish(outgoing).await.unwrap();
    }
}

/// When Vapi says that it sent a message.
fn sent_at(body: &Value) -> DateTime<Utc> {
    let sent_at = body.pointer("/message/timestamp").and_then(Value::as_i64);
    sent_at.and_then(DateTime::from_timestamp_millis).unwrap_or_else(clock::now)
}

/// An id of ours as it is made at a time.
fn id_of(at: DateTime<Utc>) -> Uuid {
    let milliseconds = u64::try_from(at.timestamp_millis()).unwrap();
    Builder::from_unix_timestamp_millis(milliseconds, clock::new_id().as_bytes().last_chunk().unwrap())
        .into_uuid()
}

fn accepted(received_at: DateTime<Utc>, id: WebhookId, tenant: &Tenant, body: &Value) -> Outgoing {
    let body = serde_json::to_vec(body).unwrap();
    let envelope = vapi::Envelope::parse(&body).expect("a message of Vapi's");
    let webhook = Webhook {
        id,
        owner: Owner::Organization(tenant.id),
        connection: Some(tenant.connection),
        provider: "vapi".to_owned(),
        unreadable: unreadable(&envelope),
        kind: envelope.kind,
        received_at,
        content_type: "application/json".to_owned(),
        verification: "x-vapi-secret".to_owned(),
        body: body.into(),
    };
    webhook.outgoing(None)
}
