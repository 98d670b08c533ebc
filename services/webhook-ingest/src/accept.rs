//! Keeps a webhook for good, one way or the other.

use std::time::Duration;

use bus::{Exchange, Outgoing, Payload, PublishError};
use chrono::{DateTime, SubsecRound as _, Utc};
use contracts::Message as _;
use contracts::webhooks::WebhookReceived;
use db::webhook_spool::Spooled;
use domain::{OrganizationId, WebhookId};
use metrics::counter;
use quarantine::{quarantine_key, routing_key};
use runtime::{clock, error_chain};
use service::Resources;
use tokio::time::timeout;
use tracing::info;

use crate::arrival::Arrival;
use crate::owner::{Owner, Sender};

/// At most 5 seconds to commit to the spool: Vapi waits twenty, and the broker has had two of them.
const SPOOL_TIMEOUT: Duration = Duration::from_secs(5);

/// A webhook that was verified.
#[derive(Clone)]
pub(crate) struct Verified {
    pub(crate) id: WebhookId,
    pub(crate) received_at: DateTime<Utc>,
    provider: String,
    sender: Sender,
    /// The sender's own type for it.
    kind: String,
    content_type: String,
    /// Exactly as received.
    body: bytes::Bytes,
}

impl Verified {
    pub(crate) fn new(provider: &str, kind: String, sender: Sender, arrival: &Arrival) -> Self {
        Self {
            id: WebhookId(clock::new_id()),
            // To the millisecond, as in the message: what is answered by this time is the same in a replay.
            received_at: clock::now().trunc_subsecs(3),
            provider: provider.to_owned(),
            sender,
            kind,
            content_type: arrival.content_type(),
            body: arrival.body.clone(),
        }
    }
}

/// Why a webhook was not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AcceptError {
    /// Nor would the broker take it later, from the spool.
    #[error("RabbitMQ never takes such a webhook")]
    Unacceptable(#[source] PublishError),
    #[error("RabbitMQ did not take the webhook ({publish_error}), and the spool did not answer in time")]
    Slow { publish_error: String },
    #[error("RabbitMQ did not take the webhook ({publish_error}), and the spool failed")]
    Spool { publish_error: String, source: db::Error },
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
        let id = verified.id;
        let organization = verified.sender.owner.organization();
        let outgoing = outgoing(verified);
        let error = match self.resources.bus.publisher().publish(outgoing.clone()).await {
            Ok(()) => {
                counter!("webhooks_accepted_total", "by" => "broker").increment(1);
                return Ok(());
            }
            Err(error @ (PublishError::Unacceptable(_) | PublishError::TooLong(_))) => {
                counter!("webhooks_turned_away_total").increment(1);
                return Err(AcceptError::Unacceptable(error));
            }
            Err(error) => error,
        };
        self.spool(spooled(id, organization, outgoing), error).await
    }

    async fn spool(&self, spooled: Spooled, publish_error: PublishError) -> Result<(), AcceptError> {
        let id = spooled.id;
        let write = async {
            let tx = self.resources.db.system().await?;
            db::webhook_spool::add(&tx, spooled).await?;
            tx.commit().await
        };
        let failed = match timeout(SPOOL_TIMEOUT, write).await {
            Ok(Ok(())) => {
                info!(webhook.id = %id, because = error_chain(&publish_error), "Spooled a webhook");
                counter!("webhooks_accepted_total", "by" => "spool").increment(1);
                return Ok(());
            }
            Ok(Err(source)) => AcceptError::Spool { publish_error: error_chain(&publish_error), source },
            Err(_) => AcceptError::Slow { publish_error: error_chain(&publish_error) },
        };
        counter!("webhooks_turned_away_total").increment(1);
        Err(failed)
    }
}

fn spooled(id: WebhookId, organization_id: Option<OrganizationId>, outgoing: Outgoing) -> Spooled {
    Spooled {
        id,
        organization_id,
        routing_key: outgoing.routing_key,
        message: outgoing.payload.body.to_vec(),
        traceparent: outgoing.traceparent,
        received_at: outgoing.timestamp,
    }
}

fn outgoing(verified: Verified) -> Outgoing {
    let Verified { id, received_at, provider, sender, kind, content_type, body } = verified;
    let organization = sender.owner.organization();
    let routing_key = match organization {
        Some(_) => routing_key(&provider, &kind),
        None => quarantine_key(&provider),
    };
    let (quarantine_reason, candidates) = match sender.owner {
        Owner::Organization(_) => (None, Vec::new()),
        Owner::Quarantine { reason, candidates } => {
            (Some(reason.word().to_owned()), candidates.iter().map(ToString::to_string).collect())
        }
    };
    let message = WebhookReceived {
        id: id.to_string(),
        organization_id: organization.map(|id| id.to_string()).unwrap_or_default(),
        connection_id: sender.connection.map(|id| id.to_string()).unwrap_or_default(),
        provider,
        r#type: kind,
        received_at: Some(contracts::timestamp(received_at)),
        content_type,
        body,
        verification: sender.method.to_owned(),
        quarantine_reason,
        candidate_organization_ids: candidates,
    };
    Outgoing {
        exchange: Exchange::Webhooks,
        routing_key,
        message_id: id.0,
        payload: Payload::of(&message),
        organization,
        timestamp: received_at,
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
        organization: spooled.organization_id,
        timestamp: spooled.received_at,
        traceparent: spooled.traceparent,
    }
}
