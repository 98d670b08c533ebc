//! Records what a call used, and what that adds to the sum of its day.

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
    /// At most 4 messages at a time: the calls of an organization's day end in one row, which each of them
    /// holds only while it commits, so more would just hold connections.
    const MAX_CONCURRENCY: u16 = 4;
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
        let former = db::usage_records::find(tx, record.call).await?;
        if former == Some(record) {
            return Ok(());
        }
        // First the event: who holds the row of a day has nothing else to do any more.
        outbox::append(tx, recorded(record), NAME).await?;
        Ok(db::usage_records::put(tx, former.as_ref(), &record).await?)
    }
}

fn used(stored: &StoredCall, zone: Tz) -> UsageRecord {
    let began = stored.call.facts.started_at.unwrap_or(stored.partition_at);
    UsageRecord {
        call: stored.call.id,
        day: usage::day(began, zone),
        seconds: stored.call.duration_seconds(),
        cost: stored.call.facts.cost,
    }
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
