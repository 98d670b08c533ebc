//! What each call used: the ledger that invoices are made from.

use chrono::NaiveDate;
use domain::{CallId, Micros};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row};
use crate::{Result, TenantTx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageRecord {
    pub call: CallId,
    /// In the organization's time zone.
    pub day: NaiveDate,
    pub seconds: u32,
    pub cost: Micros,
}

#[derive(FromQueryResult)]
struct Row {
    day: NaiveDate,
    seconds: i32,
    cost_micros: i64,
}

pub async fn find(tx: &TenantTx, call: CallId) -> Result<Option<UsageRecord>> {
    let find = "SELECT day, seconds, cost_micros FROM usage_records WHERE call_id = $1";
    let found = row::<Row>(tx.inner(), find, [call.0.into()]).await?;
    Ok(found.map(|row| UsageRecord {
        call,
        day: row.day,
        seconds: row.seconds.unsigned_abs(),
        cost: Micros(row.cost_micros),
    }))
}

/// Writes a call's usage, in place of what was recorded before.
pub async fn put(tx: &TenantTx, record: &UsageRecord) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO usage_records (organization_id, call_id, day, seconds, cost_micros) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organization_id, call_id)
             DO UPDATE SET day = $3, seconds = $4, cost_micros = $5, updated_at = now()",
        [
            tx.organization().0.into(),
            record.call.0.into(),
            record.day.into(),
            i32::try_from(record.seconds).unwrap_or(i32::MAX).into(),
            record.cost.0.into(),
        ],
    )
    .await?;
    Ok(())
}
