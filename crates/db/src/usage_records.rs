//! What each call used: the ledger that invoices are made from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{CallId, Micros};
use sea_orm::FromQueryResult;

use crate::columns::{columns, select};
use crate::daily_usage::{self, Difference};
use crate::{Result, TenantTx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageRecord {
    pub call: CallId,
    /// In the organization's time zone.
    pub day: NaiveDate,
    /// `None` while it is unknown; sums count it as nothing.
    pub seconds: Option<u32>,
    /// As the seconds.
    pub cost: Option<Micros>,
}

#[derive(FromQueryResult)]
struct Row {
    call_id: CallId,
    day: NaiveDate,
    seconds: Option<i32>,
    cost_micros: Option<Micros>,
}

columns!(Row: call_id, day, seconds, cost_micros);

pub async fn find(tx: &TenantTx, call: CallId) -> Result<Option<UsageRecord>> {
    let find = select::<Row>("FROM usage_records WHERE organization_id = $1 AND call_id = $2");
    let found = tx.row::<Row>(&find, [tx.organization().into(), call.into()]).await?;
    Ok(found.map(|row| UsageRecord {
        call: row.call_id,
        day: row.day,
        seconds: row.seconds.map(i32::unsigned_abs),
        cost: row.cost_micros,
    }))
}

/// Writes a locked call's usage, in place of its `former` one, and brings the sums of their days up to date.
///
/// Everyone else who records usage of these days waits for the end of the transaction: this comes last in it.
pub async fn put(tx: &TenantTx, former: Option<&UsageRecord>, record: &UsageRecord) -> Result<()> {
    let differences = differences(former, record);
    if let [(_, difference)] = differences.iter().collect::<Vec<_>>().as_slice() {
        return put_in_day(tx, record, **difference).await;
    }
    tx.execute(PUT, values(tx, record)).await?;
    daily_usage::apply(tx, differences).await
}

const PUT: &str = "
    INSERT INTO usage_records (organization_id, call_id, day, seconds, cost_micros) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (organization_id, call_id) DO UPDATE
        SET day = excluded.day, seconds = excluded.seconds, cost_micros = excluded.cost_micros, updated_at = now()";

/// Both in one statement, as nearly every record is.
async fn put_in_day(tx: &TenantTx, record: &UsageRecord, difference: Difference) -> Result<()> {
    let both = format!(
        "WITH recorded AS ({PUT})
         UPDATE daily_usage
         SET calls = calls + $6, seconds = seconds + $7, cost_micros = cost_micros + $8, updated_at = now()
         WHERE organization_id = $1 AND day = $3"
    );
    let Difference { calls, seconds, cost_micros } = difference;
    let difference_values = [calls.into(), seconds.into(), cost_micros.into()];
    if tx.execute(&both, values(tx, record).into_iter().chain(difference_values)).await? == 1 {
        return Ok(());
    }
    daily_usage::begin(tx, record.day, difference).await
}

fn values(tx: &TenantTx, record: &UsageRecord) -> [sea_orm::Value; 5] {
    [
        tx.organization().into(),
        record.call.into(),
        record.day.into(),
        stored_seconds(record).into(),
        record.cost.map(|cost| cost.0).into(),
    ]
}

/// What the sums of days change by when a record takes the place of its former one.
fn differences(former: Option<&UsageRecord>, record: &UsageRecord) -> BTreeMap<NaiveDate, Difference> {
    let mut differences = BTreeMap::<NaiveDate, Difference>::new();
    for (record, times) in former.map(|former| (former, -1)).into_iter().chain([(record, 1)]) {
        let difference = differences.entry(record.day).or_default();
        difference.calls += times;
        difference.seconds += i64::from(times) * stored_seconds(record).map_or(0, i64::from);
        difference.cost_micros += i64::from(times) * record.cost.unwrap_or_default().0;
    }
    differences
}

/// As its column has them.
fn stored_seconds(record: &UsageRecord) -> Option<i32> {
    record.seconds.map(|seconds| i32::try_from(seconds).unwrap_or(i32::MAX))
}
