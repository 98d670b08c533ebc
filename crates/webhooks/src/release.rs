//! The way out of quarantine.

use db::webhook_quarantine::{self, Quarantined, Release};
use db::webhook_spool::{self, Spooled};
use db::{IdentityTx, organizations};
use domain::{OrganizationId, WebhookId};
use runtime::clock;
use vapi::Envelope;

use crate::{Owner, Webhook, to_spool, unreadable};

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
    tx: &IdentityTx,
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
            webhook_spool::add_released(tx, spooled(entry.quarantined, to)).await?;
            Ok(release)
        }
    }
}

/// As ingest would have spooled it, had it known the organization. The request that brought it is long over.
fn spooled(quarantined: Quarantined, organization: OrganizationId) -> Spooled {
    let envelope =
        if quarantined.provider == "vapi" { Envelope::parse(&quarantined.body).ok() } else { None };
    let webhook = Webhook {
        id: quarantined.id,
        owner: Owner::Organization(organization),
        connection: quarantined.connection,
        provider: quarantined.provider,
        kind: quarantined.kind,
        unreadable: envelope.as_ref().and_then(unreadable),
        received_at: quarantined.received_at,
        content_type: quarantined.content_type,
        verification: quarantined.verification,
        body: quarantined.body.into(),
    };
    to_spool(webhook.outgoing(None))
}
