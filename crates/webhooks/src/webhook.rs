//! A webhook as it is published.

use std::fmt;

use bus::{Exchange, Outgoing, Payload};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use contracts::webhooks::WebhookReceived;
use domain::{ConnectionId, UnreadableReason, WebhookId};

use crate::Owner;
use crate::routing::{quarantine_key, routing_key, unreadable_key};

/// A webhook that was verified.
#[derive(Clone)]
pub struct Webhook {
    pub id: WebhookId,
    pub owner: Owner,
    /// Whose secret verified it; `None` where it was the installation's own.
    pub connection: Option<ConnectionId>,
    pub provider: String,
    /// The sender's own type for it.
    pub kind: String,
    /// Why it can't be read, as [`unreadable`](crate::unreadable) has it.
    pub unreadable: Option<UnreadableReason>,
    pub received_at: DateTime<Utc>,
    pub content_type: String,
    /// How it was verified.
    pub verification: String,
    pub body: Bytes,
}

/// Without its body.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("id", &self.id)
            .field("owner", &self.owner)
            .field("provider", &self.provider)
            .finish_non_exhaustive()
    }
}

impl Webhook {
    /// As it is published. `traceparent` is that of the request that brought it.
    pub fn outgoing(self, traceparent: Option<String>) -> Outgoing {
        let (id, received_at, organization) = (self.id, self.received_at, self.owner.organization());
        let routing_key = match (organization, self.unreadable) {
            (None, _) => quarantine_key(&self.provider),
            (Some(_), Some(_)) => unreadable_key(&self.provider),
            (Some(_), None) => routing_key(&self.provider, &self.kind),
        };
        Outgoing {
            exchange: Exchange::Webhooks,
            routing_key,
            message_id: id.0,
            payload: Payload::of(&self.message()),
            organization,
            timestamp: received_at,
            traceparent,
        }
    }

    fn message(self) -> WebhookReceived {
        let (organization, reason, candidates) = match self.owner {
            Owner::Organization(organization) => (Some(organization), None, Vec::new()),
            Owner::Quarantine { reason, candidates } => {
                (None, Some(reason), candidates.iter().map(ToString::to_string).collect())
            }
        };
        WebhookReceived {
            id: self.id.to_string(),
            organization_id: organization.map(|id| id.to_string()),
            connection_id: self.connection.map(|id| id.to_string()),
            provider: self.provider,
            r#type: self.kind,
            received_at: Some(contracts::timestamp(self.received_at)),
            content_type: Some(self.content_type).filter(|text| !text.is_empty()),
            body: self.body,
            verification: self.verification,
            quarantine_reason: reason.map(|reason| reason.to_string()),
            candidate_organization_ids: candidates,
        }
    }
}

#[cfg(test)]
mod tests {
    use contracts::{Incoming as _, Name as _};
    use domain::{OrganizationId, QuarantineReason};
    use uuid::Uuid;

    use super::*;

    fn webhook(owner: Owner) -> Webhook {
        Webhook {
            id: WebhookId(Uuid::from_u128(1)),
            owner,
            connection: None,
            provider: "vapi".to_owned(),
            kind: "hang".to_owned(),
            unreadable: None,
            received_at: "2026-11-20T16:00:10Z".parse().unwrap(),
            content_type: "application/json".to_owned(),
            verification: "bearer".to_owned(),
            body: Bytes::from_static(b"{}"),
        }
    }

    fn published(webhook: Webhook) -> (Outgoing, WebhookReceived) {
        let outgoing = webhook.outgoing(None);
        let message = WebhookReceived::decode(&WebhookReceived::full_name(), &outgoing.payload.body);
        (outgoing, message.unwrap())
    }

    #[test]
    fn a_webhook_of_an_organization_is_routed_by_its_type() {
        let acme = OrganizationId(Uuid::from_u128(7));
        let (outgoing, message) = published(webhook(Owner::Organization(acme)));
        assert_eq!((outgoing.routing_key.as_str(), outgoing.organization), ("vapi.hang", Some(acme)));
        assert_eq!((message.organization_id, message.quarantine_reason), (Some(acme.to_string()), None));
    }

    #[test]
    fn a_webhook_that_can_not_be_read_is_the_organizations_and_only_archived() {
        let acme = OrganizationId(Uuid::from_u128(7));
        let unreadable = Some(UnreadableReason::Chat);
        let (outgoing, message) = published(Webhook { unreadable, ..webhook(Owner::Organization(acme)) });
        assert_eq!((outgoing.routing_key.as_str(), outgoing.organization), ("vapi.unreadable", Some(acme)));
        assert_eq!((message.r#type.as_str(), message.organization_id), ("hang", Some(acme.to_string())));
    }

    #[test]
    fn an_unassigned_webhook_names_its_candidates_and_is_only_archived() {
        let [acme, bolt] = [7, 8].map(|number| OrganizationId(Uuid::from_u128(number)));
        let owner =
            Owner::Quarantine { reason: QuarantineReason::Contradictory, candidates: [acme, bolt].into() };
        let unreadable = Some(UnreadableReason::NoCallId);
        let (outgoing, message) = published(Webhook { unreadable, ..webhook(owner) });
        assert_eq!((outgoing.routing_key.as_str(), outgoing.organization), ("quarantine.vapi", None));
        assert_eq!(message.quarantine_reason.as_deref(), Some("contradictory"));
        assert_eq!(message.candidate_organization_ids, [acme.to_string(), bolt.to_string()]);
    }
}
