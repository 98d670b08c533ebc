//! The archive of accepted webhooks.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, WebhookId};

use crate::sql::execute;
use crate::{Result, TenantTx};

#[derive(Clone, Debug)]
pub struct WebhookEvent {
    pub id: WebhookId,
    pub connection: ConnectionId,
    pub provider: String,
    /// The sender's own word.
    pub kind: String,
    pub content_type: String,
    /// Exactly as received.
    pub body: Vec<u8>,
    pub trace_id: Option<String>,
    pub received_at: DateTime<Utc>,
}

/// Archives a webhook; the same one again changes nothing.
pub async fn add(tx: &TenantTx, event: WebhookEvent) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO webhook_events
             (organization_id, id, connection_id, provider, type, content_type, body, trace_id, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        [
            tx.organization().0.into(),
            event.id.0.into(),
            event.connection.0.into(),
            event.provider.into(),
            event.kind.into(),
            event.content_type.into(),
            event.body.into(),
            event.trace_id.into(),
            event.received_at.into(),
        ],
    )
    .await?;
    Ok(())
}
