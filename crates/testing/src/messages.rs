//! The messages that a test publishes.

use bus::{Exchange, Outgoing, Payload};
use contracts::Event;
use domain::WebhookId;
use runtime::clock;
use serde_json::Value;
use webhooks::{Owner, Webhook};

use crate::{Tenant, World};

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
