//! What was done during a call.

use chrono::{DateTime, Utc};
use domain::call::ToolAction;
use domain::{ActionId, CallId};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::sql::{execute, rows};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct ActionRow {
    pub id: ActionId,
    pub tool_call_id: String,
    pub action_type: String,
    pub action_data: Value,
    pub result: Option<String>,
    pub status: String,
    /// `live` or `transcript`.
    pub source: String,
    pub due_at: Option<DateTime<Utc>>,
    pub urgency: Option<String>,
    pub triggered_at: Option<DateTime<Utc>>,
}

/// What a tool does while the caller waits.
#[derive(Clone, Debug)]
pub struct LiveAction<'a> {
    pub id: ActionId,
    pub call: Option<CallId>,
    pub tool_call_id: &'a str,
    pub action_type: &'static str,
    pub action_data: Value,
    /// What was answered.
    pub result: &'a str,
    pub status: &'static str,
    pub due_at: Option<DateTime<Utc>>,
    pub urgency: Option<&'static str>,
    pub triggered_at: DateTime<Utc>,
}

/// Writes what a live tool does, in place of what the transcript had of the same tool call.
pub async fn add(tx: &TenantTx, action: &LiveAction<'_>) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO call_actions (organization_id, id, call_id, tool_call_id, action_type, action_data, result, status,
                                   source, due_at, urgency, triggered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'live', $9, $10, $11)
         ON CONFLICT (organization_id, call_id, tool_call_id)
             DO UPDATE SET id = $2, action_type = $5, action_data = $6, result = $7, status = $8, source = 'live',
                           due_at = $9, urgency = $10, triggered_at = $11, updated_at = now()",
        [
            tx.organization().0.into(),
            action.id.0.into(),
            action.call.map(|call| call.0).into(),
            action.tool_call_id.into(),
            action.action_type.into(),
            action.action_data.clone().into(),
            action.result.into(),
            action.status.into(),
            action.due_at.into(),
            action.urgency.into(),
            action.triggered_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Records what came of a pending action; false when it is not pending.
pub async fn settle(tx: &TenantTx, id: ActionId, status: &str, result: &str) -> Result<bool> {
    let settle = "UPDATE call_actions SET status = $2, result = $3, updated_at = now() WHERE id = $1 AND status = 'pending'";
    Ok(execute(tx.inner(), settle, [id.0.into(), status.into(), result.into()]).await? == 1)
}

/// Begins a pending action once more that began before a moment; false when it is not pending,
/// or somebody else just did.
pub async fn begin_again(
    tx: &TenantTx,
    id: ActionId,
    at: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<bool> {
    let begin = "UPDATE call_actions SET triggered_at = $2, updated_at = now()
                 WHERE id = $1 AND status = 'pending' AND triggered_at < $3";
    Ok(execute(tx.inner(), begin, [id.0.into(), at.into(), before.into()]).await? == 1)
}

/// Writes what the transcript has of a tool call, in place of what it had before. What the live
/// tool wrote itself stands.
pub(crate) async fn put(tx: &TenantTx, call: CallId, action: &ToolAction) -> Result<()> {
    let status = if action.result.is_some() { "completed" } else { "pending" };
    execute(
        tx.inner(),
        "INSERT INTO call_actions (organization_id, id, call_id, tool_call_id, action_type, action_data, result, status,
                                   triggered_at)
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (organization_id, call_id, tool_call_id)
             DO UPDATE SET action_type = $4, action_data = $5, result = $6, status = $7, triggered_at = $8, updated_at = now()
             WHERE call_actions.source = 'transcript'",
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
        "SELECT id, tool_call_id, action_type, action_data, result, status, source, due_at, urgency, triggered_at
         FROM call_actions WHERE call_id = $1 ORDER BY triggered_at, tool_call_id",
        [call.0.into()],
    )
    .await
}
