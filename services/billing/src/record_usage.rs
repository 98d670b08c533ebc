//! Records what a call used, and what that adds to the sum of its day.

use contracts::billing::UsageRecorded;
use contracts::calls::{CallEnded, CallUpdated};
use db::TenantTx;
use db::call_usage::{self, CallUsage};
use db::usage_records::UsageRecord;
use domain::{CallId, usage};
use service::{HandlerError, TenantHandler};

use crate::NAME;

contracts::incoming! {
    /// After these a call's usage may have changed.
    pub(crate) enum CallChange { CallEnded, CallUpdated }
}

pub(crate) struct RecordUsage;

impl TenantHandler for RecordUsage {
    const NAME: &'static str = "billing.record-usage";
    /// At most 3 messages at a time: the calls of an organization's day end in one row, which each of them
    /// holds only while it commits, so more would wait for each other; with 8 it was slower.
    const MAX_CONCURRENCY: u16 = 3;
    type Message = CallChange;

    async fn handle(&self, tx: &TenantTx, change: CallChange) -> Result<(), HandlerError> {
        let call = match &change {
            CallChange::CallEnded(event) => event.call()?,
            CallChange::CallUpdated(event) => event.call()?,
        };
        // The call is locked, so that of two changes at once the later is counted last.
        let Some(usage) = call_usage::lock_final(tx, call.id()?).await? else { return Ok(()) };
        let record = used(call.id()?, &usage);
        if usage.recorded == Some(record) {
            return Ok(());
        }
        let event = outbox::new_event(tx, recorded(record), NAME);
        Ok(db::usage_records::put(tx, usage.recorded.as_ref(), &record, event).await?)
    }
}

fn used(call: CallId, usage: &CallUsage) -> UsageRecord {
    let day = usage::day(usage.began_at, usage.timezone);
    UsageRecord { call, day, seconds: usage.seconds, cost: usage.cost }
}

fn recorded(record: UsageRecord) -> UsageRecorded {
    UsageRecorded {
        call_id: record.call.to_string(),
        day: record.day.to_string(),
        seconds: record.seconds,
        cost_micros: record.cost.map(|cost| cost.0),
        ..UsageRecorded::default()
    }
}
