//! What each call used: the ledger that invoices are made from.

use chrono::NaiveDate;
use domain::{CallId, Micros};
use sea_orm::FromQueryResult;

use crate::columns::{columns, replace, select};
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
    call_id: CallId,
    day: NaiveDate,
    seconds: i32,
    cost_micros: Micros,
}

columns!(Row: call_id, day, seconds, cost_micros);

pub async fn find(tx: &TenantTx, call: CallId) -> Result<Option<UsageRecord>> {
    let find = select::<Row>("FROM usage_records WHERE organization_id = $1 AND call_id = $2");
    let found = tx.row::<Row>(&find, [tx.organization().into(), call.into()]).await?;
    Ok(found.map(|row| UsageRecord {
        call: row.call_id,
        day: row.day,
        seconds: row.seconds.unsigned_abs(),
        cost: row.cost_micros,
    }))
}

/// Writes a call's usage, in place of what was recorded before.
pub async fn put(tx: &TenantTx, record: &UsageRecord) -> Result<()> {
    let row = Row {
        call_id: record.call,
        day: record.day,
        seconds: i32::try_from(record.seconds).unwrap_or(i32::MAX),
        cost_micros: record.cost,
    };
    let replace = format!("{}, updated_at = now()", replace::<Row>(&["call_id"]));
    tx.insert("usage_records", row, &replace).await?;
    Ok(())
}
