//! The sum of a day's usage.

use chrono::NaiveDate;

use crate::sql::execute;
use crate::{Result, TenantTx};

/// Makes everyone else who records usage of this day wait for the end of the transaction.
///
/// Several days are locked in their order, so that two transactions never wait for each other.
pub async fn lock(tx: &TenantTx, day: NaiveDate) -> Result<()> {
    let make = "INSERT INTO daily_usage (organization_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    execute(tx.inner(), make, [tx.organization().0.into(), day.into()]).await?;
    execute(tx.inner(), "SELECT FROM daily_usage WHERE day = $1 FOR UPDATE", [day.into()]).await?;
    Ok(())
}

/// Sums a locked day's usage records up again.
pub async fn recompute(tx: &TenantTx, day: NaiveDate) -> Result<()> {
    execute(
        tx.inner(),
        "UPDATE daily_usage SET (calls, seconds, cost_micros, updated_at) =
             (SELECT count(*), coalesce(sum(seconds), 0), coalesce(sum(cost_micros), 0), now()
              FROM usage_records WHERE day = $1)
         WHERE day = $1",
        [day.into()],
    )
    .await?;
    Ok(())
}
