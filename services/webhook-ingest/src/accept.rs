//! Keeps a webhook for good, one way or the other.

use std::time::Duration;

use bus::{Exchange, Outgoing, Payload, PublishError};
use contracts::Message as _;
use contracts::webhooks::WebhookReceived;
use db::webhook_spool::Spooled;
use domain::{OrganizationId, WebhookId};
use metrics::counter;
use runtime::{clock, error_chain};
use service::Resources;
use tokio::time::timeout;
use tracing::info;

use crate::snapshot::Sender;

/// Vapi waits twenty seconds; the broker has had two of them.
const SPOOL_TIMEOUT: Duration = Duration::from_secs(5);

/// A webhook that was verified.
pub(crate) struct Verified {
    pub(crate) sender: Sender,
    /// The sender's own word for what it is.
    pub(crate) kind: String,
    pub(crate) content_type: String,
    /// Exactly as received.
    pub(crate) body: bytes::Bytes,
}

/// Neither the broker nor the database took it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AcceptError {
    #[error("RabbitMQ did not take the webhook ({refused}), and the spool did not answer in time")]
    Slow { refused: String },
    #[error("RabbitMQ did not take the webhook ({refused}), and the spool failed")]
    Spool { refused: String, source: db::Error },
}

pub(crate) struct Acceptance {
    resources: Resources,
}

impl Acceptance {
    pub(crate) fn new(resources: Resources) -> Self {
        Self { resources }
    }

    /// Returns once the webhook is confirmed by the broker or committed to the spool, under the same id.
    pub(crate) async fn accept(&self, verified: Verified) -> Result<(), AcceptError> {
        let id = WebhookId(clock::new_id());
        let organization = verified.sender.organization;
        let outgoing = outgoing(id, verified);
        let refused = match self.resources.bus.publisher().publish(outgoing.clone()).await {
            Ok(()) => {
                counter!("webhooks_accepted_total", "by" => "broker").increment(1);
                return Ok(());
            }
            Err(refused) => refused,
        };
        self.spool(spooled(id, organization, outgoing), refused).await
    }

    async fn spool(&self, spooled: Spooled, refused: PublishError) -> Result<(), AcceptError> {
        let id = spooled.id;
        let write = async {
            let tx = self.resources.db.system().await?;
            db::webhook_spool::add(&tx, spooled).await?;
            tx.commit().await
        };
        let failed = match timeout(SPOOL_TIMEOUT, write).await {
            Ok(Ok(())) => {
                info!(webhook.id = %id, because = error_chain(&refused), "Spooled a webhook");
                counter!("webhooks_accepted_total", "by" => "spool").increment(1);
                return Ok(());
            }
            Ok(Err(source)) => AcceptError::Spool { refused: error_chain(&refused), source },
            Err(_) => AcceptError::Slow { refused: error_chain(&refused) },
        };
        counter!("webhooks_turned_away_total").increment(1);
        Err(failed)
    }
}

fn spooled(id: WebhookId, organization_id: OrganizationId, outgoing: Outgoing) -> Spooled {
    Spooled {
        id,
        organization_id,
        routing_key: outgoing.routing_key,
        message: outgoing.payload.body.to_vec(),
        traceparent: outgoing.traceparent,
        received_at: outgoing.timestamp,
    }
}

fn outgoing(id: WebhookId, verified: Verified) -> Outgoing {
    let now = clock::now();
    let routing_key = format!("vapi.{}", vapi::routing_word(&verified.kind));
    let message = WebhookReceived {
        id: id.to_string(),
        organization_id: verified.sender.organization.to_string(),
        connection_id: verified.sender.connection.to_string(),
        provider: "vapi".to_owned(),
        r#type: verified.kind,
        received_at: Some(contracts::timestamp(now)),
        content_type: verified.content_type,
        body: verified.body,
        ..WebhookReceived::default()
    };
    Outgoing {
        exchange: Exchange::Webhooks,
        routing_key,
        message_id: id.0,
        payload: Payload::of(&message),
        organization: Some(verified.sender.organization),
        timestamp: now,
        traceparent: bus::trace::current(),
    }
}

/// A spooled webhook as it is published.
pub(crate) fn from_spool(spooled: Spooled) -> Outgoing {
    Outgoing {
        exchange: Exchange::Webhooks,
        routing_key: spooled.routing_key,
        message_id: spooled.id.0,
        payload: Payload {
            name: <WebhookReceived as contracts::Name>::full_name(),
            schema_version: WebhookReceived::SCHEMA_VERSION,
            body: spooled.message.into(),
        },
        organization: Some(spooled.organization_id),
        timestamp: spooled.received_at,
        traceparent: spooled.traceparent,
    }
}
