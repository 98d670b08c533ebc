//! What came of a webhook.

use domain::{UnreadableReason, WebhookId, WebhookOutcome};

use crate::{Result, TenantTx};

/// Records what came of a webhook, in the transaction of it. A repeat that changes nothing does
/// not take back what was recorded.
pub async fn put(tx: &TenantTx, webhook: WebhookId, handler: &str, outcome: WebhookOutcome) -> Result<()> {
    let put =
        "INSERT INTO webhook_outcomes (organization_id, webhook_id, handler, outcome) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organization_id, webhook_id, handler)
                   DO UPDATE SET outcome = $4, at = now() WHERE webhook_outcomes.outcome <> 'recorded'";
    tx.execute(put, [tx.organization().into(), webhook.into(), handler.into(), outcome.into()]).await?;
    Ok(())
}

/// Records that a webhook can't be read, and why.
pub async fn put_unreadable(
    tx: &TenantTx,
    webhook: WebhookId,
    handler: &str,
    reason: UnreadableReason,
) -> Result<()> {
    let put = "INSERT INTO webhook_outcomes (organization_id, webhook_id, handler, outcome, reason)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let outcome = WebhookOutcome::Unreadable;
    let values = [tx.organization().into(), webhook.into(), handler.into(), outcome.into(), reason.into()];
    tx.execute(put, values).await?;
    Ok(())
}
