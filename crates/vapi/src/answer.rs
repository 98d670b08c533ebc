//! The answers that Vapi waits for. They are always sent with status 200: Vapi passes over any other.

use serde_json::{Map, Value, json};

use crate::ToolCall;
use crate::destination::Destination;
use crate::json::without_nulls;
use crate::spoken::{MAX_RESULT, MAX_SPOKEN, single_line};

/// What came of a tool call, in words for the assistant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolAnswer {
    Result(String),
    Error(String),
}

/// The answer to one tool call.
#[derive(Clone, Copy, Debug)]
pub struct ToolResult<'a> {
    /// Exactly as it came.
    pub id: &'a str,
    pub name: &'a str,
    pub answer: &'a ToolAnswer,
    /// Is said to the caller word for word, instead of what the assistant would make of the answer.
    pub spoken: Option<&'a str>,
}

/// What an assistant is given for one call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// Vapi's `assistantOverrides` as somebody wrote them; the members below go over theirs.
    pub base: Map<String, Value>,
    /// For `{{name}}` in its prompt.
    pub variable_values: Map<String, Value>,
    /// Comes back with every message of the call.
    pub metadata: Map<String, Value>,
    pub first_message: Option<String>,
}

/// To a message that asks nothing.
pub fn nothing() -> Value {
    json!({})
}

/// To `tool-calls`: a result for each call, in their order.
pub fn tool_results(results: &[ToolResult<'_>]) -> Value {
    let results: Vec<Value> = results.iter().map(tool_result).collect();
    json!({ "results": results })
}

/// To `tool-calls`: the same error for each, for the assistant to speak.
pub fn tool_errors(tool_calls: &[ToolCall], error: &str) -> Value {
    let answer = &ToolAnswer::Error(error.to_owned());
    let results: Vec<ToolResult<'_>> = tool_calls
        .iter()
        .map(|call| ToolResult { id: &call.id, name: &call.name, answer, spoken: None })
        .collect();
    tool_results(&results)
}

/// To `function-call`, which knows no errors.
pub fn function_result(answer: &ToolAnswer) -> Value {
    let (ToolAnswer::Result(text) | ToolAnswer::Error(text)) = answer;
    json!({ "result": single_line(text, MAX_RESULT) })
}

/// To `assistant-request`: this assistant takes the call.
pub fn assistant_id(vapi_assistant_id: &str, overrides: &Overrides) -> Value {
    without_nulls(json!({ "assistantId": vapi_assistant_id, "assistantOverrides": overrides_of(overrides) }))
}

/// To `assistant-request`: the call is put through without an assistant.
pub fn destination(destination: &Destination) -> Value {
    json!({ "destination": destination.json() })
}

/// To `transfer-destination-request`. `spoken` is said to the caller first.
pub fn transfer(destination: &Destination, spoken: Option<&str>) -> Value {
    let message =
        spoken.map(|text| json!({"type": "request-start", "content": single_line(text, MAX_SPOKEN)}));
    without_nulls(json!({ "destination": destination.json(), "message": message }))
}

/// To `handoff-destination-request`: this assistant goes on.
pub fn handoff_assistant(vapi_assistant_id: &str) -> Value {
    json!({ "destination": { "type": "assistant", "assistantId": vapi_assistant_id } })
}

/// To `assistant-request`, `transfer-destination-request` and `handoff-destination-request`: it can't be
/// done, and why, in words for the caller or the assistant.
pub fn error(spoken: &str) -> Value {
    json!({ "error": single_line(spoken, MAX_SPOKEN) })
}

/// To `knowledge-base-request`: nothing is known of it.
pub fn no_documents() -> Value {
    json!({ "documents": [] })
}

/// To `campaign.predial`: this contact is not called.
pub fn not_eligible() -> Value {
    json!({ "eligible": false })
}

/// To `call.endpointing.request`: the length of a silence after which the caller has finished.
pub fn finished_after(seconds: f64) -> Value {
    json!({ "timeoutSeconds": seconds })
}

fn tool_result(result: &ToolResult<'_>) -> Value {
    let (field, text, said) = match result.answer {
        ToolAnswer::Result(text) => ("result", text, "request-complete"),
        ToolAnswer::Error(text) => ("error", text, "request-failed"),
    };
    let message = result.spoken.map(|text| {
        json!({"type": said, "content": single_line(text, MAX_SPOKEN), "endCallAfterSpokenEnabled": false})
    });
    without_nulls(json!({
        "toolCallId": result.id,
        "name": result.name,
        field: single_line(text, MAX_RESULT),
        "message": message,
    }))
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

fn overrides_of(overrides: &Overrides) -> Option<Value> {
    let mut given = overrides.base.clone();
    for (name, members) in [("variableValues", &overrides.variable_values), ("metadata", &overrides.metadata)]
    {
        if members.is_empty() {
            continue;
        }
        let mut whole = given.remove(name).and_then(object).unwrap_or_default();
        whole.extend(members.clone());
        given.insert(name.to_owned(), whole.into());
    }
    if let Some(words) = &overrides.first_message {
        given.insert("firstMessage".to_owned(), words.as_str().into());
    }
    (!given.is_empty()).then(|| given.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_call_gets_one_single_line_error() {
        let call = |id: &str| ToolCall {
            id: id.to_owned(),
            name: "takeMessage".to_owned(),
            arguments: Ok(Map::new()),
        };
        let answer = tool_errors(&[call("a"), call("")], "Not\nnow.");
        assert_eq!(
            answer,
            json!({"results": [
                {"toolCallId": "a", "name": "takeMessage", "error": "Not now."},
                {"toolCallId": "", "name": "takeMessage", "error": "Not now."},
            ]})
        );
    }

    #[test]
    fn an_id_goes_back_to_the_letter() {
        let answer = &ToolAnswer::Result("ok".to_owned());
        for id in [" call_1\n", "", "Ω"] {
            let results = tool_results(&[ToolResult { id, name: "b", answer, spoken: None }]);
            assert_eq!(results.pointer("/results/0/toolCallId"), Some(&json!(id)));
        }
    }

    #[test]
    fn a_failed_tool_may_be_spoken_of_word_for_word() {
        let answer = &ToolAnswer::Error("closed".to_owned());
        let answer =
            tool_results(&[ToolResult { id: "a", name: "b", answer, spoken: Some("We are\nclosed.") }]);
        let message = json!({"type": "request-failed", "content": "We are closed.", "endCallAfterSpokenEnabled": false});
        assert_eq!(answer.pointer("/results/0/message"), Some(&message));
    }

    #[test]
    fn a_function_is_answered_with_a_result_whatever_came_of_it() {
        for answer in [ToolAnswer::Result("Done.\n".to_owned()), ToolAnswer::Error("Done.".to_owned())] {
            assert_eq!(function_result(&answer), json!({"result": "Done."}));
        }
    }

    #[test]
    fn ours_goes_over_what_somebody_wrote() {
        let map = |value: Value| object(value).unwrap();
        let overrides = Overrides {
            base: map(json!({"voice": {"speed": 1.1}, "metadata": {"theirs": 1, "organization_id": "x"}})),
            metadata: map(json!({"organization_id": "org"})),
            ..Overrides::default()
        };
        let expected = json!({"voice": {"speed": 1.1}, "metadata": {"theirs": 1, "organization_id": "org"}});
        assert_eq!(assistant_id("a", &overrides).get("assistantOverrides"), Some(&expected));
    }

    #[test]
    fn what_is_not_overridden_is_not_said() {
        assert_eq!(assistant_id("a", &Overrides::default()), json!({"assistantId": "a"}));
        let overrides = Overrides { first_message: Some("Hi.".to_owned()), ..Overrides::default() };
        assert_eq!(
            assistant_id("a", &overrides),
            json!({"assistantId": "a", "assistantOverrides": {"firstMessage": "Hi."}})
        );
    }
}
