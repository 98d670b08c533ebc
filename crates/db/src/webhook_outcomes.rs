//! What came of a webhook.

use domain::WebhookId;

use crate::sql::execute;
use crate::{Result, TenantTx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookOutcome {
    /// Something is on record that was not before.
    Recorded,
    /// It was on record already.
    Unchanged,
    /// It has nothing that the handler records.
    Ignored,
}

impl WebhookOutcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Unchanged => "unchanged",
            Self::Ignored => "ignored",
        }
    }
}

/// Records what came of a webhook, in the transaction of it. A repeat that changes nothing does
/// not take back what was recorded.
pub async fn put(tx: &TenantTx, webhook: WebhookId, handler: &str, outcome: WebhookOutcome) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO webhook_outcomes (organization_id, webhook_id, handler, outcome) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organization_id, webhook_id, handler)
             DO UPDATE SET outcome = $4, at = now() WHERE webhook_outcomes.outcome <> 'recorded'",
        [tx.organization().0.into(), webhook.0.into(), handler.into(), outcome.as_str().into()],
    )
    .await?;
    Ok(())
}
