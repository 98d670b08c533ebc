//! What each call used: the ledger that invoices are made from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{CallId, Micros};
use sea_orm::{FromQueryResult, Value};

use crate::columns::{columns, select};
use crate::daily_usage::{self, Difference};
use crate::events::{self, NewEvent, TO_LOG, TO_OUTBOX};
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

/// Writes a locked call's usage, in place of its `former` one, with the event that reports it, and brings the sums
/// of their days up to date.
///
/// Everyone else who records usage of these days waits for the end of the transaction: this comes last in it.
pub async fn put(
    tx: &TenantTx,
    former: Option<&UsageRecord>,
    record: &UsageRecord,
    event: NewEvent,
) -> Result<()> {
    let differences = differences(former, record);
    if let [(_, difference)] = differences.iter().collect::<Vec<_>>().as_slice() {
        return put_in_day(tx, record, **difference, event).await;
    }
    events::append(tx, event).await?;
    let put = format!(
        "INSERT INTO usage_records (organization_id, call_id, day, seconds, cost_micros)
         VALUES ($1, $2, $3, $4, $5) {REPLACE}"
    );
    let organization = Value::from(tx.organization());
    tx.execute(&put, std::iter::once(organization).chain(values(record))).await?;
    daily_usage::apply(tx, differences).await
}

const REPLACE: &str = "
    ON CONFLICT (organization_id, call_id) DO UPDATE
        SET day = excluded.day, seconds = excluded.seconds, cost_micros = excluded.cost_micros, updated_at = now()";

/// All in one statement, as nearly every record is. The sum of the day, for which others wait, is locked last: what
/// it is joined with has to be written first.
async fn put_in_day(
    tx: &TenantTx,
    record: &UsageRecord,
    difference: Difference,
    event: NewEvent,
) -> Result<()> {
    let all = format!(
        "WITH logged AS ({TO_LOG}), waiting AS ({TO_OUTBOX}),
              recorded AS (INSERT INTO usage_records (organization_id, call_id, day, seconds, cost_micros)
                           VALUES ($1, $10, $11, $12, $13) {REPLACE}
                           RETURNING organization_id, day)
         UPDATE daily_usage d
         SET calls = d.calls + $14, seconds = d.seconds + $15, cost_micros = d.cost_micros + $16, updated_at = now()
         FROM recorded r, logged l
         WHERE d.organization_id = r.organization_id AND d.day = r.day AND l.organization_id = r.organization_id"
    );
    let Difference { calls, seconds, cost_micros } = difference;
    let changes = [calls.into(), seconds.into(), cost_micros.into()];
    let values = events::values(tx, event).into_iter().chain(values(record)).chain(changes);
    if tx.execute(&all, values).await? == 1 {
        return Ok(());
    }
    daily_usage::begin(tx, record.day, difference).await
}

fn values(record: &UsageRecord) -> [Value; 4] {
    [
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
