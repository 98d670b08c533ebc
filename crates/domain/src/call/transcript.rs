//! What was said, turn by turn.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::string_enum::string_enum;

/// One turn of the conversation, in its order. Tool calls and their results are turns as well.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Turn {
    pub role: Role,
    /// What was said; a tool's result as text; empty for a tool call.
    pub text: String,
    /// The tool's name.
    pub name: Option<String>,
    pub tool_call_id: Option<String>,
    /// The arguments of a tool call.
    pub arguments: Option<Value>,
    /// To the millisecond.
    pub started_at: Option<DateTime<Utc>>,
    /// To the millisecond.
    pub ended_at: Option<DateTime<Utc>>,
}

string_enum! {
    /// Whose turn it is.
    pub enum Role {
        Assistant = "assistant",
        Customer = "customer",
        ToolCall = "tool_call",
        ToolResult = "tool_result",
    }
}

/// A tool that the assistant used during the call, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolAction {
    pub tool_call_id: String,
    pub name: String,
    pub arguments: Value,
    pub result: Option<String>,
    pub triggered_at: Option<DateTime<Utc>>,
}

/// The tools used in a conversation, each with the first result that answers it.
pub fn tool_actions(turns: &[Turn]) -> Vec<ToolAction> {
    turns
        .iter()
        .filter(|turn| turn.role == Role::ToolCall)
        .filter_map(|turn| {
            let tool_call_id = turn.tool_call_id.clone()?;
            let result = turns.iter().find(|other| {
                other.role == Role::ToolResult && other.tool_call_id.as_ref() == Some(&tool_call_id)
            });
            Some(ToolAction {
                tool_call_id,
                name: turn.name.clone().unwrap_or_default(),
                arguments: turn.arguments.clone().unwrap_or(Value::Null),
                result: result.map(|result| result.text.clone()),
                triggered_at: turn.started_at,
            })
        })
        .collect()
}
