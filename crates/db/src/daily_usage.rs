//! The sum of each day's usage.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{Result, TenantTx};

/// What the sum of a day changes by.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Difference {
    pub(crate) calls: i32,
    pub(crate) seconds: i64,
    pub(crate) cost_micros: i64,
}

/// Adds to the sums what has become of the usage records, which are written already.
///
/// Everyone else who records usage of these days waits for the end of the transaction, so this comes last in
/// it. In the order of the days, so that two transactions never wait for each other.
pub(crate) async fn apply(tx: &TenantTx, differences: BTreeMap<NaiveDate, Difference>) -> Result<()> {
    for (day, difference) in differences {
        if !add(tx, day, difference).await? {
            begin(tx, day, difference).await?;
        }
    }
    Ok(())
}

/// The same for a day that has no sum yet.
pub(crate) async fn begin(tx: &TenantTx, day: NaiveDate, difference: Difference) -> Result<()> {
    if !sum_up(tx, day).await? {
        // Someone else has begun the day meanwhile, and could not see our record yet.
        add(tx, day, difference).await?;
    }
    Ok(())
}

/// False when the day has no sum yet.
async fn add(tx: &TenantTx, day: NaiveDate, difference: Difference) -> Result<bool> {
    let add = "UPDATE daily_usage
               SET calls = calls + $3, seconds = seconds + $4, cost_micros = cost_micros + $5, updated_at = now()
               WHERE organization_id = $1 AND day = $2";
    let Difference { calls, seconds, cost_micros } = difference;
    let values = [tx.organization().into(), day.into(), calls.into(), seconds.into(), cost_micros.into()];
    Ok(tx.execute(add, values).await? == 1)
}

/// Begins a day with the sum of its records; false when it was begun before. A day whose sum was deleted is
/// summed up anew in this way.
async fn sum_up(tx: &TenantTx, day: NaiveDate) -> Result<bool> {
    let sum_up = "INSERT INTO daily_usage (organization_id, day, calls, seconds, cost_micros)
                  SELECT $1::uuid, $2::date, count(*), coalesce(sum(seconds), 0), coalesce(sum(cost_micros), 0)
                  FROM usage_records WHERE organization_id = $1 AND day = $2
                  ON CONFLICT (organization_id, day) DO NOTHING";
    Ok(tx.execute(sum_up, [tx.organization().into(), day.into()]).await? == 1)
}
