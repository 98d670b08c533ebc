//! What was done during a call.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::call::{ActionSource, ActionStatus, ActionType, ToolAction, Urgency};
use domain::{ActionId, CallId};
use sea_orm::FromQueryResult;
use serde_json::Value;
use uuid::Uuid;

use crate::columns::{columns, replace, select};
use crate::live_questions::distinct_tool_call_id;
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Action {
    pub id: ActionId,
    /// `None` for what came without a call.
    pub call_id: Option<CallId>,
    pub tool_call_id: String,
    pub action_type: ActionType,
    /// The tool's name, as it came.
    pub tool: String,
    pub action_data: Value,
    /// What was answered.
    pub result: Option<String>,
    pub status: ActionStatus,
    pub source: ActionSource,
    pub due_at: Option<DateTime<Utc>>,
    pub urgency: Option<Urgency>,
    pub triggered_at: Option<DateTime<Utc>>,
}

columns!(
    Action:
    id, call_id, tool_call_id, action_type, tool, action_data, result, status, source, due_at, urgency,
    triggered_at
);

/// Writes what a live tool does, in place of what the transcript had of the same tool call.
pub async fn add(tx: &TenantTx, action: Action) -> Result<()> {
    let replace = format!("{}, updated_at = now()", replace::<Action>(&["call_id", "tool_call_id"]));
    tx.insert("call_actions", action, &replace).await?;
    Ok(())
}

/// Records what came of a pending action; false when it is not pending.
pub async fn settle(tx: &TenantTx, id: ActionId, status: ActionStatus, result: &str) -> Result<bool> {
    let settle = "UPDATE call_actions SET status = $3, result = $4, updated_at = now()
                  WHERE organization_id = $1 AND id = $2 AND status = 'pending'";
    let values = [tx.organization().into(), id.into(), status.into(), result.into()];
    Ok(tx.execute(settle, values).await? == 1)
}

/// Begins a pending action once more that began before a moment; false when it is not pending,
/// or somebody else just did.
pub async fn begin_again(
    tx: &TenantTx,
    id: ActionId,
    at: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<bool> {
    let begin = "UPDATE call_actions SET triggered_at = $3, updated_at = now()
                 WHERE organization_id = $1 AND id = $2 AND status = 'pending' AND triggered_at < $4";
    let values = [tx.organization().into(), id.into(), at.into(), before.into()];
    Ok(tx.execute(begin, values).await? == 1)
}

/// What a live tool wrote of a call.
#[derive(FromQueryResult)]
struct LiveAction {
    tool_call_id: String,
    tool: String,
    result: Option<String>,
}

/// Writes what the transcript has of a call's tool calls, in place of what it had before. What a live tool
/// wrote itself stands, and what it only confirmed again is no action of its own.
pub(crate) async fn put(tx: &TenantTx, call: CallId, actions: Vec<ToolAction>) -> Result<()> {
    if actions.is_empty() {
        return Ok(());
    }
    let of_live = "SELECT tool_call_id, tool, result FROM call_actions
                   WHERE organization_id = $1 AND call_id = $2 AND source = 'live'";
    let live: Vec<LiveAction> = tx.rows(of_live, [tx.organization().into(), call.into()]).await?;
    let update = "ON CONFLICT (organization_id, call_id, tool_call_id) DO UPDATE SET
         (action_type, tool, action_data, result, status, triggered_at, updated_at) =
         ROW (excluded.action_type, excluded.tool, excluded.action_data, excluded.result, excluded.status,
              excluded.triggered_at, now())
         WHERE call_actions.source = 'transcript'";
    let mut taken: HashSet<String> = live.iter().map(|action| action.tool_call_id.clone()).collect();
    for mut action in actions {
        let distinct = distinct_tool_call_id(&action.tool_call_id, &action.name, &action.arguments);
        let is_done = |done: &LiveAction| {
            let is_its_own = [&action.tool_call_id, &distinct].contains(&&done.tool_call_id);
            action.name == done.tool
                && (is_its_own || (done.result.is_some() && done.result == action.result))
        };
        if live.iter().any(is_done) {
            continue;
        }
        // As a live tool does with an id that another question has.
        if !taken.insert(action.tool_call_id.clone()) {
            action.tool_call_id = distinct;
        }
        tx.insert("call_actions", of_transcript(call, action), update).await?;
    }
    Ok(())
}

fn of_transcript(call: CallId, action: ToolAction) -> Action {
    Action {
        id: ActionId(Uuid::new_v4()),
        call_id: Some(call),
        tool_call_id: action.tool_call_id,
        action_type: ActionType::of_tool(&action.name),
        tool: action.name,
        action_data: action.arguments,
        status: if action.result.is_some() { ActionStatus::Completed } else { ActionStatus::Pending },
        result: action.result,
        source: ActionSource::Transcript,
        due_at: None,
        urgency: None,
        triggered_at: action.triggered_at,
    }
}

/// A call's actions, in the order in which they were triggered.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<Action>> {
    let of_call = select::<Action>(
        "FROM call_actions WHERE organization_id = $1 AND call_id = $2 ORDER BY triggered_at, tool_call_id",
    );
    tx.rows(&of_call, [tx.organization().into(), call.into()]).await
}
