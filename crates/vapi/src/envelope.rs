//! The little that must be known of a message before it is kept: what it is, and whose.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};

use crate::lenient;

/// What identifies a server message. Everything else in it is passed over without being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The sender's own word.
    pub kind: String,
    pub assistant_id: Option<String>,
    pub phone_number_id: Option<String>,
    /// The business's number as Vapi wrote it.
    pub phone_number: Option<String>,
    /// The organization's id, where our own metadata came back.
    pub organization: Option<String>,
    pub tool_calls: Vec<ToolCall>,
}

/// A tool that the assistant asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
}

#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    #[error("could not read the body as JSON at line {line}, column {column}")]
    Json { line: usize, column: usize },
    #[error("expected the type of a server message at /message/type")]
    Type,
}

impl From<serde_json::Error> for EnvelopeError {
    /// JSON that is whole but of another shape has no type at its place.
    fn from(error: serde_json::Error) -> Self {
        if error.is_data() { Self::Type } else { Self::Json { line: error.line(), column: error.column() } }
    }
}

impl Envelope {
    pub fn parse(body: &[u8]) -> Result<Self, EnvelopeError> {
        let body: Body = lenient::parse(body)?;
        let message = body.message.ok_or(EnvelopeError::Type)?;
        let kind = message.kind.value().filter(|kind| !kind.is_empty()).ok_or(EnvelopeError::Type)?;
        let call = message.call.value().unwrap_or_default();
        let assistant = message.assistant.value().unwrap_or_default();
        let phone_number = message.phone_number.value().unwrap_or_default();
        let overrides = call.assistant_overrides.value().unwrap_or_default();
        let organization = [overrides.metadata, call.metadata, assistant.metadata]
            .into_iter()
            .filter_map(Lenient::value)
            .find_map(Metadata::organization);
        Ok(Self {
            kind,
            assistant_id: call.assistant_id.value().or_else(|| assistant.id.value()),
            phone_number_id: call.phone_number_id.value().or_else(|| phone_number.id.value()),
            phone_number: phone_number.number.value(),
            organization,
            tool_calls: [message.tool_call_list, message.tool_calls]
                .into_iter()
                .filter_map(Lenient::value)
                .find(|calls| !calls.is_empty())
                .unwrap_or_default()
                .into_iter()
                .filter_map(|call| call.value()?.into_tool_call())
                .collect(),
        })
    }
}

/// The types that Vapi documents, as parts of a routing key.
const KNOWN: [&str; 30] = [
    "assistant-request",
    "assistant.speechStarted",
    "assistant.started",
    "call.artifact.upload",
    "call.delete.failed",
    "call.deleted",
    "call.endpointing.request",
    "campaign.predial",
    "chat.created",
    "chat.deleted",
    "conversation-update",
    "end-of-call-report",
    "function-call",
    "handoff-destination-request",
    "hang",
    "knowledge-base-request",
    "language-change-detected",
    "model-output",
    "phone-call-control",
    "session.created",
    "session.deleted",
    "session.updated",
    "speech-update",
    "status-update",
    "tool-calls",
    "transcript",
    "transfer-destination-request",
    "transfer-update",
    "user-interrupted",
    "voice-input",
];

/// The word for a message's type in its routing key: the sender's own where it is a known one, else `other`.
pub fn routing_word(kind: &str) -> &'static str {
    // Some assistants write the filter into the type: transcript[transcriptType="final"].
    let kind = kind.split('[').next().unwrap_or_default();
    KNOWN.iter().find(|known| **known == kind).unwrap_or(&"other")
}

/// A value of the expected type, or whatever else was there.
#[derive(Deserialize)]
#[serde(untagged)]
enum Maybe<T> {
    Is(T),
    Not(IgnoredAny),
}

/// A field that may be absent, null or of another type.
struct Lenient<T>(Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Lenient<T> {
    fn value(self) -> Option<T> {
        self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Maybe::deserialize(deserializer)? {
            Maybe::Is(value) => Self(Some(value)),
            Maybe::Not(IgnoredAny) => Self(None),
        })
    }
}

/// Read strictly, so that what is large in a message (transcripts, prompts) is passed over as it streams by.
#[derive(Deserialize)]
struct Body {
    message: Option<Message>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Message {
    #[serde(rename = "type")]
    kind: Lenient<String>,
    call: Lenient<Call>,
    assistant: Lenient<Assistant>,
    phone_number: Lenient<PhoneNumber>,
    tool_call_list: Lenient<Vec<Lenient<RawToolCall>>>,
    tool_calls: Lenient<Vec<Lenient<RawToolCall>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Call {
    assistant_id: Lenient<String>,
    phone_number_id: Lenient<String>,
    metadata: Lenient<Metadata>,
    assistant_overrides: Lenient<Overrides>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Overrides {
    metadata: Lenient<Metadata>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Assistant {
    id: Lenient<String>,
    metadata: Lenient<Metadata>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PhoneNumber {
    id: Lenient<String>,
    number: Lenient<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    organization_id: Lenient<String>,
    #[serde(rename = "organizationId")]
    organization_id_camel: Lenient<String>,
}

impl Metadata {
    fn organization(self) -> Option<String> {
        self.organization_id.value().or_else(|| self.organization_id_camel.value())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawToolCall {
    id: Lenient<String>,
    name: Lenient<String>,
    function: Lenient<Function>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Function {
    name: Lenient<String>,
}

impl RawToolCall {
    /// The name is in `function` in real webhooks, beside the id in parts of the documentation.
    fn into_tool_call(self) -> Option<ToolCall> {
        let name = self.function.value().unwrap_or_default().name.value().or_else(|| self.name.value());
        Some(ToolCall { id: self.id.value()?, name: name.unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_says_what_a_message_is_and_whose() {
        let envelope = Envelope::parse(include_bytes!("../fixtures/tool-calls.json")).unwrap();
        assert_eq!(envelope.kind, "tool-calls");
        assert_eq!(envelope.assistant_id.as_deref(), Some("054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921"));
        assert_eq!(envelope.phone_number.as_deref(), Some("+14155550100"));
        let expected = ToolCall {
            id: "call_fzEwCjWnJsuwoeGQGbITcnpw".to_owned(),
            name: "check_availability".to_owned(),
        };
        assert_eq!(envelope.tool_calls, [expected]);
    }

    #[test]
    fn the_organization_is_found_in_any_metadata() {
        for body in [
            r#"{"message":{"type":"hang","call":{"assistantOverrides":{"metadata":{"organization_id":"o"}}}}}"#,
            r#"{"message":{"type":"hang","call":{"metadata":{"organizationId":"o"}}}}"#,
            r#"{"message":{"type":"hang","assistant":{"metadata":{"organization_id":"o"}}}}"#,
        ] {
            assert_eq!(Envelope::parse(body.as_bytes()).unwrap().organization.as_deref(), Some("o"));
        }
    }

    #[test]
    fn fields_of_unexpected_types_are_passed_over() {
        let body = br#"{"message":{"type":"new-thing","call":7,"assistant":"x","phoneNumber":[],"toolCallList":[1]}}"#;
        let envelope = Envelope::parse(body).unwrap();
        assert_eq!(envelope, Envelope { kind: "new-thing".to_owned(), ..Envelope::default() });
    }

    #[test]
    fn a_body_without_a_type_is_refused() {
        assert!(matches!(Envelope::parse(b"{"), Err(EnvelopeError::Json { .. })));
        for body in
            [r"{}", r"[]", r#"{"message":5}"#, r#"{"message":{"type":""}}"#, r#"{"message":{"type":null}}"#]
        {
            assert!(Envelope::parse(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn a_type_that_is_not_known_is_routed_as_other() {
        assert_eq!(routing_word("end-of-call-report"), "end-of-call-report");
        assert_eq!(routing_word(r#"transcript[transcriptType="final"]"#), "transcript");
        assert_eq!(routing_word("#.*"), "other");
    }
}
