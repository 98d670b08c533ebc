//! Ended calls whose report has not come yet.

use chrono::{DateTime, Utc};
use domain::{CallId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::{Result, SystemTx, TenantTx};

/// A report that is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LateReport {
    pub organization_id: OrganizationId,
    pub call_id: CallId,
}

pub async fn add(tx: &TenantTx, call: CallId, since: DateTime<Utc>) -> Result<()> {
    let add = "INSERT INTO awaited_reports (organization_id, call_id, since) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING";
    tx.execute(add, [tx.organization().into(), call.into(), since.into()]).await?;
    Ok(())
}

/// Ends the wait for a call's report; false when none was awaited.
pub async fn take(tx: &TenantTx, call: CallId) -> Result<bool> {
    let take = "DELETE FROM awaited_reports WHERE organization_id = $1 AND call_id = $2";
    Ok(tx.execute(take, [tx.organization().into(), call.into()]).await? == 1)
}

/// The reports of all organizations that were awaited before a moment, the first first.
pub async fn late(tx: &SystemTx, before: DateTime<Utc>, limit: i64) -> Result<Vec<LateReport>> {
    let late = "SELECT organization_id, call_id FROM late_reports($1, $2)";
    tx.rows(late, [before.into(), limit.into()]).await
}
