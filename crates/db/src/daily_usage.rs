//! The sum of a day's usage.

use chrono::NaiveDate;

use crate::{Result, TenantTx};

/// Makes everyone else who records usage of this day wait for the end of the transaction.
///
/// Several days are locked in their order, so that two transactions never wait for each other.
pub async fn lock(tx: &TenantTx, day: NaiveDate) -> Result<()> {
    let make = "INSERT INTO daily_usage (organization_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx.execute(make, [tx.organization().into(), day.into()]).await?;
    let lock = "SELECT FROM daily_usage WHERE organization_id = $1 AND day = $2 FOR UPDATE";
    tx.execute(lock, [tx.organization().into(), day.into()]).await?;
    Ok(())
}

/// Sums a locked day's usage records up again.
pub async fn recompute(tx: &TenantTx, day: NaiveDate) -> Result<()> {
    let sum = "UPDATE daily_usage SET (calls, seconds, cost_micros, updated_at) =
                   (SELECT count(*), coalesce(sum(seconds), 0), coalesce(sum(cost_micros), 0), now()
                    FROM usage_records WHERE organization_id = $1 AND day = $2)
               WHERE organization_id = $1 AND day = $2";
    tx.execute(sum, [tx.organization().into(), day.into()]).await?;
    Ok(())
}
