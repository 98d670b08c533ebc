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

/// The tools used in a conversation, each with the first result that answers it: one that came after it, and
/// before its id was used for something else. Some models number their tool calls anew with every turn.
pub fn tool_actions(turns: &[Turn]) -> Vec<ToolAction> {
    let mut actions: Vec<ToolAction> = Vec::new();
    for (place, turn) in turns.iter().enumerate().filter(|(_, turn)| turn.role == Role::ToolCall) {
        let Some(tool_call_id) = turn.tool_call_id.clone() else { continue };
        let later = turns.get(place + 1..).unwrap_or_default();
        let action = ToolAction {
            result: result_of(turn, later).map(|result| result.text.clone()),
            tool_call_id,
            name: turn.name.clone().unwrap_or_default(),
            arguments: turn.arguments.clone().unwrap_or(Value::Null),
            triggered_at: turn.started_at,
        };
        let is_same = |known: &ToolAction| {
            (&known.tool_call_id, &known.name, &known.arguments)
                == (&action.tool_call_id, &action.name, &action.arguments)
        };
        if !actions.iter().any(is_same) {
            actions.push(action);
        }
    }
    actions
}

fn result_of<'a>(call: &Turn, later: &'a [Turn]) -> Option<&'a Turn> {
    let of_id = later.iter().filter(|turn| turn.tool_call_id == call.tool_call_id);
    let is_repeat = |turn: &&Turn| {
        turn.role == Role::ToolCall && turn.name == call.name && turn.arguments == call.arguments
    };
    let mut others = of_id.filter(|turn| !is_repeat(turn));
    others.next().filter(|turn| turn.role == Role::ToolResult)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(role: Role, name: &str, text: &str) -> Turn {
        Turn {
            role,
            text: text.to_owned(),
            name: Some(name.to_owned()),
            tool_call_id: Some("call_0".to_owned()),
            arguments: None,
            started_at: None,
            ended_at: None,
        }
    }

    #[test]
    fn each_use_of_an_id_has_its_own_result() {
        let turns = [
            turn(Role::ToolCall, "lookupCustomer", ""),
            turn(Role::ToolResult, "lookupCustomer", "Nobody"),
            turn(Role::ToolCall, "lookupCustomer", ""),
            turn(Role::ToolCall, "transferCall", ""),
            turn(Role::ToolCall, "takeMessage", ""),
            turn(Role::ToolResult, "takeMessage", "Taken"),
        ];
        let results: Vec<Option<String>> =
            tool_actions(&turns).into_iter().map(|action| action.result).collect();
        assert_eq!(results, [Some("Nobody".to_owned()), None, Some("Taken".to_owned())]);
    }
}
