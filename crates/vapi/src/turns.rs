//! Vapi's list of messages as the turns of a conversation.

use domain::call::{Role, Turn};
use serde_json::Value;

use crate::json::{first_text, moment, strip_nul, text};
use crate::lenient;

/// At most 20,000 turns: far more than a call of twelve hours, the longest that Vapi allows, can hold.
const MAX_TURNS: usize = 20_000;

/// What was said and done. The system prompt is no turn: nobody said it.
pub(crate) fn turns(messages: &Value) -> Vec<Turn> {
    messages
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .flat_map(turns_of)
        .take(MAX_TURNS)
        .collect()
}

fn turns_of(message: &Value) -> Vec<Turn> {
    let turn = |role| Turn {
        role,
        text: text(message, "/message").unwrap_or_default(),
        name: None,
        tool_call_id: None,
        arguments: None,
        started_at: moment(message, "/time"),
        // Not from `duration`, which is in milliseconds today and was in seconds.
        ended_at: moment(message, "/endTime"),
    };
    match message.pointer("/role").and_then(Value::as_str) {
        Some("bot" | "assistant") => vec![turn(Role::Assistant)],
        Some("user") => vec![turn(Role::Customer)],
        Some("tool_calls") => tool_calls(message)
            .map(|call| Turn {
                name: first_text(call, &["/function/name", "/name"]),
                tool_call_id: text(call, "/id"),
                arguments: arguments(call),
                ..turn(Role::ToolCall)
            })
            .collect(),
        Some("tool_call_result") => vec![Turn {
            text: result_text(message),
            name: text(message, "/name"),
            tool_call_id: text(message, "/toolCallId"),
            ..turn(Role::ToolResult)
        }],
        _ => Vec::new(),
    }
}

fn tool_calls(message: &Value) -> impl Iterator<Item = &Value> {
    message.pointer("/toolCalls").and_then(Value::as_array).into_iter().flatten()
}

/// An object in webhooks, a string of JSON in transcripts.
fn arguments(call: &Value) -> Option<Value> {
    let given = ["/function/arguments", "/function/parameters", "/arguments", "/parameters"]
        .iter()
        .find_map(|pointer| call.pointer(pointer))?;
    match given {
        Value::String(encoded) => {
            let mut decoded = lenient::parse_value(encoded.as_bytes()).unwrap_or_else(|_| given.clone());
            // What was an escape in the text is a character now.
            strip_nul(&mut decoded);
            Some(decoded)
        }
        Value::Null => None,
        _ => Some(given.clone()),
    }
}

fn result_text(message: &Value) -> String {
    match message.pointer("/result") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}
