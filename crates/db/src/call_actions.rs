//! What was done during a call.

use chrono::{DateTime, Utc};
use domain::CallId;
use domain::call::ToolAction;
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::sql::{execute, rows};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct ActionRow {
    pub tool_call_id: String,
    pub action_type: String,
    pub action_data: Value,
    pub result: Option<String>,
    pub status: String,
    pub triggered_at: Option<DateTime<Utc>>,
}

/// Writes what a tool did, in place of what was known of the same tool call.
pub(crate) async fn put(tx: &TenantTx, call: CallId, action: &ToolAction) -> Result<()> {
    let status = if action.result.is_some() { "completed" } else { "pending" };
    execute(
        tx.inner(),
        "INSERT INTO call_actions (organization_id, call_id, tool_call_id, action_type, action_data, result, status,
                                   triggered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (organization_id, call_id, tool_call_id)
             DO UPDATE SET action_type = $4, action_data = $5, result = $6, status = $7, triggered_at = $8",
        [
            tx.organization().0.into(),
            call.0.into(),
            action.tool_call_id.as_str().into(),
            action.name.as_str().into(),
            action.arguments.clone().into(),
            action.result.clone().into(),
            status.into(),
            action.triggered_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A call's actions, in the order in which they were triggered.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<ActionRow>> {
    rows(
        tx.inner(),
        "SELECT tool_call_id, action_type, action_data, result, status, triggered_at
         FROM call_actions WHERE call_id = $1 ORDER BY triggered_at, tool_call_id",
        [call.0.into()],
    )
    .await
}
