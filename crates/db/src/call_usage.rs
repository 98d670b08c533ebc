//! A call as usage counts it: without what was said in it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::call::Stamps;
use domain::{CallId, Micros, Zone};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::usage_records::UsageRecord;
use crate::{Error, Result, TenantTx, calls};

/// A final call, and what was recorded of its usage before.
#[derive(Clone, Debug, PartialEq)]
pub struct CallUsage {
    /// When it was placed while its start is not known.
    pub began_at: DateTime<Utc>,
    pub seconds: Option<u32>,
    pub cost: Option<Micros>,
    /// The organization's.
    pub timezone: Zone,
    pub recorded: Option<UsageRecord>,
}

#[derive(FromQueryResult)]
struct Row {
    partition_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    duration_seconds: Option<i32>,
    cost_micros: Option<Micros>,
    /// Only of an end before its start.
    stamps: Option<Value>,
    timezone: String,
    recorded_day: Option<NaiveDate>,
    recorded_seconds: Option<i32>,
    recorded_cost_micros: Option<Micros>,
}

/// Locks a call by our id and reads it as it is then; `None` for one that is unknown or not final.
pub async fn lock_final(tx: &TenantTx, call: CallId) -> Result<Option<CallUsage>> {
    // In a statement of its own: what the next one reads is what the lock was waited for.
    calls::lock_key(tx, call).await?;
    let find = "
        SELECT c.partition_at, c.started_at, c.ended_at, c.duration_seconds, (c.cost * 1000000)::bigint AS cost_micros,
               CASE WHEN c.ended_at < c.started_at THEN c.stamps END AS stamps, o.timezone,
               u.day AS recorded_day, u.seconds AS recorded_seconds, u.cost_micros AS recorded_cost_micros
        FROM call_keys k
        JOIN calls c ON c.organization_id = k.organization_id AND c.id = k.call_id AND c.partition_at = k.partition_at
        JOIN organizations o ON o.id = k.organization_id
        LEFT JOIN usage_records u ON u.organization_id = k.organization_id AND u.call_id = k.call_id
        WHERE k.organization_id = $1 AND k.call_id = $2 AND c.is_final";
    let Some(row) = tx.row::<Row>(find, [tx.organization().into(), call.into()]).await? else {
        return Ok(None);
    };
    let unreadable = |column: &str| Error::unreadable("calls", column);
    let began_at = match row.stamps {
        None => row.started_at,
        Some(stamps) => {
            let stamps: Stamps = serde_json::from_value(stamps).map_err(|_| unreadable("stamps"))?;
            stamps.span(row.started_at, row.ended_at).began_at
        }
    };
    Ok(Some(CallUsage {
        began_at: began_at.unwrap_or(row.partition_at),
        seconds: row.duration_seconds.map(i32::unsigned_abs),
        cost: row.cost_micros,
        timezone: row.timezone.parse().map_err(|_| Error::unreadable("organizations", "timezone"))?,
        recorded: row.recorded_day.map(|day| UsageRecord {
            call,
            day,
            seconds: row.recorded_seconds.map(i32::unsigned_abs),
            cost: row.recorded_cost_micros,
        }),
    }))
}
