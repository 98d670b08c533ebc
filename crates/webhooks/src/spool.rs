//! A webhook that waits in the spool until the broker takes it.

use bus::{Exchange, Outgoing, Payload};
use contracts::webhooks::WebhookReceived;
use contracts::{Message as _, Name as _};
use db::webhook_spool::Spooled;
use domain::WebhookId;

/// A webhook as the spool keeps it.
pub fn to_spool(outgoing: Outgoing) -> Spooled {
    Spooled {
        id: WebhookId(outgoing.message_id),
        organization_id: outgoing.organization,
        routing_key: outgoing.routing_key,
        message: outgoing.payload.body.to_vec(),
        traceparent: outgoing.traceparent,
        received_at: outgoing.timestamp,
    }
}

/// A spooled webhook as it is published, under the id that it was accepted with.
pub fn from_spool(spooled: Spooled) -> Outgoing {
    Outgoing {
        exchange: Exchange::Webhooks,
        routing_key: spooled.routing_key,
        message_id: spooled.id.0,
        payload: Payload {
            name: WebhookReceived::full_name(),
            schema_version: WebhookReceived::SCHEMA_VERSION,
            body: spooled.message.into(),
        },
        organization: spooled.organization_id,
        timestamp: spooled.received_at,
        traceparent: spooled.traceparent,
    }
}
