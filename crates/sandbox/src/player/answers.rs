//! What Vapi takes from an answer, and what it does not.

use serde_json::{Map, Value};
use uuid::Uuid;

/// What became of the `assistant-request` of a call that began without an assistant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AssistantRequestOutcome {
    Taken {
        /// `None` when the answer holds the assistant itself.
        assistant_id: Option<Uuid>,
        metadata: Map<String, Value>,
    },
    Forwarded(String),
    /// For this reason.
    NotTaken(&'static str),
}

/// The answer to `tool-calls`: a one-line string under the very id that it asked with.
pub(super) fn result_for(tool_call_id: &str, answer: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let results = answer.get("results")?.as_array()?;
    let mine = results
        .iter()
        .find(|result| result.get("toolCallId").and_then(Value::as_str) == Some(tool_call_id))?;
    let text = mine.get("result").or_else(|| mine.get("error"))?.as_str()?;
    (!text.contains('\n')).then(|| text.to_owned())
}

/// The answer to `assistant-request`: an error wins over a destination, and that over an assistant.
pub(super) fn assistant_request_outcome(answer: &[u8]) -> AssistantRequestOutcome {
    let Ok(answer) = serde_json::from_slice::<Value>(answer) else {
        return AssistantRequestOutcome::NotTaken("assistant-request-failed");
    };
    if answer.get("error").is_some_and(Value::is_string) {
        return AssistantRequestOutcome::NotTaken("assistant-request-returned-error");
    }
    if let Some(number) = answer.pointer("/destination/number").and_then(Value::as_str) {
        return AssistantRequestOutcome::Forwarded(number.to_owned());
    }
    let metadata = answer
        .pointer("/assistantOverrides/metadata")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    match (answer.get("assistantId").and_then(Value::as_str), answer.get("assistant")) {
        (Some(id), _) => Uuid::parse_str(id).map_or(
            AssistantRequestOutcome::NotTaken("assistant-request-returned-invalid-assistant"),
            |id| AssistantRequestOutcome::Taken { assistant_id: Some(id), metadata },
        ),
        (None, Some(assistant)) if assistant.is_object() => {
            AssistantRequestOutcome::Taken { assistant_id: None, metadata }
        }
        _ => AssistantRequestOutcome::NotTaken("assistant-request-returned-no-assistant"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_answer_counts_only_as_one_line_under_the_id_asked_with() {
        let taken = |answer: &str| result_for("call_1", answer.as_bytes());
        assert_eq!(
            taken(r#"{"results":[{"toolCallId":"call_1","result":"Booked."}]}"#).as_deref(),
            Some("Booked.")
        );
        assert_eq!(
            taken(r#"{"results":[{"toolCallId":"call_1","error":"Busy."}]}"#).as_deref(),
            Some("Busy.")
        );
        assert_eq!(taken(r#"{"results":[{"toolCallId":"call_2","result":"Booked."}]}"#), None);
        assert_eq!(taken(r#"{"results":[{"toolCallId":"call_1","result":{"booked":true}}]}"#), None);
        assert_eq!(taken(r#"{"results":[{"toolCallId":"call_1","result":"two\nlines"}]}"#), None);
        assert_eq!(taken("not json"), None);
    }

    #[test]
    fn a_call_is_taken_as_the_answer_says_and_an_error_wins() {
        let id = Uuid::from_u128(7);
        let by = |assistant_id| AssistantRequestOutcome::Taken { assistant_id, metadata: Map::new() };
        for (answer, expected) in [
            (format!(r#"{{"assistantId":"{id}"}}"#), by(Some(id))),
            (r#"{"assistant":{"name":"Front desk"}}"#.to_owned(), by(None)),
            (
                r#"{"destination":{"type":"number","number":"+14155552671"},"assistantId":"x"}"#.to_owned(),
                AssistantRequestOutcome::Forwarded("+14155552671".to_owned()),
            ),
            (
                r#"{"error":"We are closed.","destination":{"type":"number","number":"+14155552671"}}"#
                    .to_owned(),
                AssistantRequestOutcome::NotTaken("assistant-request-returned-error"),
            ),
            (
                r#"{"assistantId":"front desk"}"#.to_owned(),
                AssistantRequestOutcome::NotTaken("assistant-request-returned-invalid-assistant"),
            ),
            ("{}".to_owned(), AssistantRequestOutcome::NotTaken("assistant-request-returned-no-assistant")),
            ("not json".to_owned(), AssistantRequestOutcome::NotTaken("assistant-request-failed")),
        ] {
            assert_eq!(assistant_request_outcome(answer.as_bytes()), expected, "{answer}");
        }
    }
}
