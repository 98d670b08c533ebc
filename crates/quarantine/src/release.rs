//! The way out of quarantine.

use contracts::Message;
use contracts::webhooks::WebhookReceived;
use db::webhook_quarantine::{self, Quarantined, Release};
use db::webhook_spool::{self, Spooled};
use db::{SystemTx, organizations};
use domain::{OrganizationId, WebhookId};
use runtime::clock;

use crate::routing_key;

#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    #[error("there is no such webhook in quarantine")]
    Unknown,
    #[error("it was released already, to {to} by {by} on {at}", to = .0.to, by = .0.by, at = .0.at.to_rfc3339())]
    Released(Release),
    #[error("there is no such organization, or it is not in use")]
    Organization,
    #[error("could not release a webhook")]
    Database(#[from] db::Error),
}

/// Gives a webhook to an organization, once the transaction commits. `by` is the person who decides it.
pub async fn release(
    tx: &SystemTx,
    id: WebhookId,
    to: OrganizationId,
    by: &str,
) -> Result<Release, ReleaseError> {
    if !organizations::is_active(tx, to).await? {
        return Err(ReleaseError::Organization);
    }
    let release = Release { at: clock::now(), to, by: by.to_owned() };
    let is_first = webhook_quarantine::mark_released(tx, id, &release).await?;
    let entry = webhook_quarantine::find(tx, id).await?.ok_or(ReleaseError::Unknown)?;
    match entry.release {
        Some(before) if !is_first => Err(ReleaseError::Released(before)),
        _ => {
            webhook_spool::add(tx, spooled(entry.quarantined, to)).await?;
            Ok(release)
        }
    }
}

/// As ingest would have spooled it, had it known the organization.
fn spooled(webhook: Quarantined, organization: OrganizationId) -> Spooled {
    let routing_key = routing_key(&webhook.provider, &webhook.kind);
    let message = WebhookReceived {
        id: webhook.id.to_string(),
        organization_id: organization.to_string(),
        connection_id: webhook.connection.map(|id| id.to_string()).unwrap_or_default(),
        provider: webhook.provider,
        r#type: webhook.kind,
        received_at: Some(contracts::timestamp(webhook.received_at)),
        content_type: webhook.content_type,
        body: webhook.body.into(),
        verification: webhook.verification,
        quarantine_reason: None,
        candidate_organization_ids: Vec::new(),
    };
    Spooled {
        id: webhook.id,
        organization_id: Some(organization),
        routing_key,
        message: encoded(&message),
        // The request that brought it is long over.
        traceparent: None,
        received_at: webhook.received_at,
    }
}

fn encoded(message: &impl Message) -> Vec<u8> {
    message.encode_to_vec()
}
