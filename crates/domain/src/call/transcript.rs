//! What was said, turn by turn.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// One turn of the conversation, in its order. Tool calls and their results are turns as well.
#[derive(Clone, Debug, PartialEq)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Assistant,
    Customer,
    ToolCall,
    ToolResult,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assistant => "assistant",
            Self::Customer => "customer",
            Self::ToolCall => "tool_call",
            Self::ToolResult => "tool_result",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the role of a turn")]
pub struct ParseRoleError;

impl FromStr for Role {
    type Err = ParseRoleError;

    fn from_str(word: &str) -> Result<Self, ParseRoleError> {
        [Self::Assistant, Self::Customer, Self::ToolCall, Self::ToolResult]
            .into_iter()
            .find(|role| role.as_str() == word)
            .ok_or(ParseRoleError)
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
