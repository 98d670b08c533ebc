//! Webhook messages of a call in progress.

use serde_json::{Map, Value, json};

use crate::callers::{PlacedCall, ToolUse, Turn};

/// A call without an assistant begins with an `assistant-request`.
const ASSISTANT_REQUEST_MS: u32 = 120;

impl PlacedCall {
    pub(crate) fn ringing(&self) -> Value {
        self.status_update("ringing", 400)
    }

    pub(crate) fn in_progress(&self) -> Value {
        self.status_update("in-progress", self.script.answered_ms.unwrap_or(0))
    }

    pub(crate) fn ended(&self) -> Value {
        let mut body = self.status_update("ended", self.script.ended_ms);
        set(&mut body, "endedReason", json!(self.script.ended_reason));
        body
    }

    /// Asks who takes the call.
    pub(crate) fn assistant_request(&self) -> Value {
        let mut body = self.envelope("assistant-request", ASSISTANT_REQUEST_MS);
        set(&mut body, "artifact", json!({}));
        body
    }

    pub(crate) fn tool_calls(&self, tool: &ToolUse, turn: &Turn) -> Value {
        let call = json!({
            "id": tool.id,
            "type": "function",
            "function": {"name": tool.name, "arguments": tool.arguments},
        });
        let with_tool = json!({
            "type": "function",
            "async": false,
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": parameters(&tool.arguments),
            },
            "server": {"url": self.line.server_url, "timeoutSeconds": 20},
            "messages": [{"type": "request-start", "content": "One moment."}],
            "toolCall": call,
        });
        let mut body = self.envelope("tool-calls", turn.start_ms);
        set(&mut body, "toolCalls", json!([call]));
        set(&mut body, "toolCallList", json!([call]));
        set(&mut body, "toolWithToolCallList", json!([with_tool]));
        set(&mut body, "artifact", self.artifact_until(turn.start_ms));
        body
    }

    pub(crate) fn speech_update(&self, status: &str, role: &str, at_ms: u32) -> Value {
        let mut body = self.envelope("speech-update", at_ms);
        set(&mut body, "status", json!(status));
        set(&mut body, "role", json!(role));
        body
    }

    pub(crate) fn conversation_update(&self, at_ms: u32) -> Value {
        let mut body = self.envelope("conversation-update", at_ms);
        let conversation = self.openai_messages(at_ms);
        set(&mut body, "conversation", json!(conversation));
        set(&mut body, "messages", json!(self.messages(at_ms)));
        set(&mut body, "messagesOpenAIFormatted", json!(conversation));
        body
    }

    fn status_update(&self, status: &str, at_ms: u32) -> Value {
        let mut body = self.envelope("status-update", at_ms);
        set(&mut body, "status", json!(status));
        set(&mut body, "artifact", self.artifact_until(at_ms));
        body
    }

    pub(crate) fn envelope(&self, kind: &str, at_ms: u32) -> Value {
        let mut message = Map::new();
        message.insert("timestamp".to_owned(), json!(self.at(at_ms).timestamp_millis()));
        message.insert("type".to_owned(), json!(kind));
        message.insert("call".to_owned(), self.snapshot());
        if self.assistant_id.is_some() {
            message.insert("assistant".to_owned(), self.assistant());
        }
        if self.has_phone() {
            message.insert("phoneNumber".to_owned(), self.phone_number());
            message.insert("customer".to_owned(), self.customer());
        }
        json!({"message": message})
    }
}

pub(crate) fn set(body: &mut Value, name: &str, value: Value) {
    if let Some(message) = body.get_mut("message").and_then(Value::as_object_mut) {
        message.insert(name.to_owned(), value);
    }
}

/// A JSON Schema in which every argument is required.
fn parameters(arguments: &Value) -> Value {
    let arguments = arguments.as_object().cloned().unwrap_or_default();
    let names: Vec<&String> = arguments.keys().collect();
    let kind = |value: &Value| if value.is_boolean() { "boolean" } else { "string" };
    let properties: Map<String, Value> =
        arguments.iter().map(|(name, value)| (name.clone(), json!({"type": kind(value)}))).collect();
    json!({"type": "object", "properties": properties, "required": names})
}
