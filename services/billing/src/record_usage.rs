//! Records what a call used, and sums its day up again.

use std::collections::BTreeSet;

use bus::{Disposed, Disposition, Handler, Received};
use chrono_tz::Tz;
use contracts::billing::UsageRecorded;
use db::calls::StoredCall;
use db::usage_records::UsageRecord;
use db::{Db, TenantTx, calls, daily_usage, organizations, usage_records};
use domain::{CallId, OrganizationId, usage};

use crate::NAME;
use crate::call_changed::CallChanged;

pub(crate) struct RecordUsage {
    db: Db,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordUsageError {
    #[error("expected {0} in the event")]
    Field(&'static str),
    #[error("could not find the organization of the call")]
    NoOrganization,
    #[error("could not record usage")]
    Database(#[from] db::Error),
}

impl Disposed for RecordUsageError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Field(_) | Self::NoOrganization => Disposition::Reject,
            Self::Database(error) => outbox::disposition(error),
        }
    }
}

impl RecordUsage {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Handler for RecordUsage {
    const NAME: &'static str = "billing.usage";
    type Message = CallChanged;
    type Error = RecordUsageError;

    async fn handle(&self, received: Received<CallChanged>) -> Result<(), RecordUsageError> {
        let call = received.message.call.ok_or(RecordUsageError::Field("a call"))?;
        let organization: OrganizationId =
            call.organization_id.parse().map_err(|_| RecordUsageError::Field("an organization"))?;
        let id: CallId = call.id.parse().map_err(|_| RecordUsageError::Field("the id of a call"))?;

        let tx = self.db.tenant(organization).await?;
        // The call is locked, so that of two changes at once the later is counted last.
        let Some(stored) = calls::lock_known(&tx, id).await?.filter(|stored| stored.call.is_final) else {
            return Ok(());
        };
        let zone = organizations::own(&tx).await?.ok_or(RecordUsageError::NoOrganization)?.timezone;
        let record = used(&stored, zone);
        if replace(&tx, record).await? {
            outbox::append(&tx, &recorded(organization, record), NAME).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
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
    let former = usage_records::find(tx, record.call).await?;
    if former == Some(record) {
        return Ok(false);
    }
    // In their order: see `daily_usage::lock`.
    let days: BTreeSet<_> = former.iter().map(|former| former.day).chain([record.day]).collect();
    for day in &days {
        daily_usage::lock(tx, *day).await?;
    }
    usage_records::put(tx, &record).await?;
    for day in &days {
        daily_usage::recompute(tx, *day).await?;
    }
    Ok(true)
}

fn recorded(organization: OrganizationId, record: UsageRecord) -> UsageRecorded {
    UsageRecorded {
        call_id: record.call.to_string(),
        organization_id: organization.to_string(),
        day: record.day.to_string(),
        seconds: record.seconds,
        cost_micros: record.cost.0,
    }
}
