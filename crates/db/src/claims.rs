//! What a handler has done, by a key of its own.

use crate::{Result, TenantTx};

/// Takes a claim in the transaction of the effect that it guards; false when it was taken before.
pub async fn take(tx: &TenantTx, handler: &str, key: &str) -> Result<bool> {
    let take =
        "INSERT INTO claims (organization_id, handler, key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let taken = tx.execute(take, [tx.organization().into(), handler.into(), key.into()]).await?;
    Ok(taken == 1)
}
