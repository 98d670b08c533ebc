//! The answers that Vapi waits for. They are always sent with status 200: Vapi passes over any other.

use serde_json::{Value, json};

use crate::ToolCall;

/// To a message that asks nothing.
pub fn nothing() -> Value {
    json!({})
}

/// One error for each tool call, under its exact id, for the assistant to speak.
pub fn tool_errors(tool_calls: &[ToolCall], error: &str) -> Value {
    let error = single_line(error);
    let results: Vec<Value> = tool_calls
        .iter()
        .map(|call| json!({"toolCallId": call.id, "name": call.name, "error": error}))
        .collect();
    json!({ "results": results })
}

/// To `assistant-request`: this assistant takes the call.
pub fn assistant(vapi_assistant_id: &str) -> Value {
    json!({ "assistantId": vapi_assistant_id })
}

/// To `assistant-request`, `transfer-destination-request` and `handoff-destination-request`: it can't be done, and why, in
/// words for the caller or the assistant.
pub fn error(spoken: &str) -> Value {
    json!({ "error": single_line(spoken) })
}

/// Vapi can't read a result with a line break in it.
fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_call_gets_one_single_line_error() {
        let call = |id: &str| ToolCall { id: id.to_owned(), name: "takeMessage".to_owned() };
        let answer = tool_errors(&[call("a"), call("b")], "Not\nnow.");
        assert_eq!(
            answer,
            json!({"results": [
                {"toolCallId": "a", "name": "takeMessage", "error": "Not now."},
                {"toolCallId": "b", "name": "takeMessage", "error": "Not now."},
            ]})
        );
    }
}
