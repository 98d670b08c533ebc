//! Records what a call used, and sums its day up again.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use contracts::billing::UsageRecorded;
use contracts::calls::{CallEnded, CallUpdated};
use db::TenantTx;
use db::calls::StoredCall;
use db::usage_records::UsageRecord;
use domain::usage;
use service::{HandlerError, TenantHandler};

use crate::NAME;

contracts::incoming! {
    /// After these a call's usage may have changed.
    pub(crate) enum CallChange { CallEnded, CallUpdated }
}

pub(crate) struct RecordUsage;

impl TenantHandler for RecordUsage {
    const NAME: &'static str = "billing.record-usage";
    /// All calls of an organization's day wait for one row.
    const MAX_CONCURRENCY: u16 = 2;
    type Message = CallChange;

    async fn handle(&self, tx: &TenantTx, change: CallChange) -> Result<(), HandlerError> {
        let call = match &change {
            CallChange::CallEnded(event) => event.call()?,
            CallChange::CallUpdated(event) => event.call()?,
        };
        // The call is locked, so that of two changes at once the later is counted last.
        let known = db::calls::lock_known(tx, call.id()?).await?;
        let Some(stored) = known.filter(|stored| stored.call.is_final) else { return Ok(()) };
        let own = db::organizations::own(tx).await?.ok_or(HandlerError::UnknownOrganization)?;
        let record = used(&stored, own.timezone);
        if replace(tx, record).await? {
            outbox::append(tx, recorded(record), NAME).await?;
        }
        Ok(())
    }
}

fn used(stored: &StoredCall, zone: Tz) -> UsageRecord {
    let began = stored.call.facts.started_at.unwrap_or(stored.partition_at);
    UsageRecord {
        call: stored.call.id,
        day: usage::day(began, zone),
        seconds: stored.call.duration_seconds(),
        cost: stored.call.facts.cost.unwrap_or_default(),
    }
}

/// Puts a record in place of the call's former one and sums their days up again; false when it is the same.
async fn replace(tx: &TenantTx, record: UsageRecord) -> db::Result<bool> {
    let former = db::usage_records::find(tx, record.call).await?;
    if former == Some(record) {
        return Ok(false);
    }
    // In their order: see `daily_usage::lock`.
    let days: BTreeSet<_> = former.iter().map(|former| former.day).chain([record.day]).collect();
    for day in &days {
        db::daily_usage::lock(tx, *day).await?;
    }
    db::usage_records::put(tx, &record).await?;
    for day in &days {
        db::daily_usage::recompute(tx, *day).await?;
    }
    Ok(true)
}

fn recorded(record: UsageRecord) -> UsageRecorded {
    UsageRecorded {
        call_id: record.call.to_string(),
        day: record.day.to_string(),
        seconds: record.seconds,
        cost_micros: record.cost.0,
        ..UsageRecorded::default()
    }
}
