//! What was said up to a moment, in Vapi's own form, in `OpenAI`'s and as a transcript.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::callers::{PlacedCall, Speech, ToolUse, Turn};

/// What stands in a conversation when a server gave no usable answer to a tool call.
pub(crate) const NO_RESULT: &str = "No result returned.";

impl PlacedCall {
    /// `artifact.messages`, up to and including what began by `until_ms`.
    pub(crate) fn messages(&self, until_ms: u32) -> Vec<Value> {
        let Some(answered_ms) = self.script.answered_ms else {
            return Vec::new();
        };
        let mut messages = vec![json!({
            "role": "system",
            "message": self.script.business.prompt,
            "time": self.at(answered_ms).timestamp_millis(),
            "secondsFromStart": 0,
        })];
        for turn in self.turns_until(until_ms) {
            let from_start = f64::from(turn.start_ms.saturating_sub(answered_ms)) / 1000.0;
            match &turn.speech {
                Speech::Assistant(text) => messages.push(self.spoken("bot", text, turn, from_start)),
                Speech::Caller(text) => messages.push(self.spoken("user", text, turn, from_start)),
                Speech::Tool(tool) => {
                    messages.push(json!({
                        "role": "tool_calls",
                        "message": "",
                        "time": self.at(turn.start_ms).timestamp_millis(),
                        "secondsFromStart": from_start,
                        "toolCalls": [tool_call_with_text(tool)],
                    }));
                    if turn.end_ms <= until_ms {
                        messages.push(self.tool_result(tool, turn, answered_ms));
                    }
                }
            }
        }
        messages
    }

    /// `artifact.messagesOpenAIFormatted`.
    pub(crate) fn openai_messages(&self, until_ms: u32) -> Vec<Value> {
        if self.script.answered_ms.is_none() {
            return Vec::new();
        }
        let mut messages = vec![json!({"role": "system", "content": self.script.business.prompt})];
        for turn in self.turns_until(until_ms) {
            match &turn.speech {
                Speech::Assistant(text) => messages.push(json!({"role": "assistant", "content": text})),
                Speech::Caller(text) => messages.push(json!({"role": "user", "content": text})),
                Speech::Tool(tool) => {
                    let calls = [tool_call_with_text(tool)];
                    messages.push(json!({"role": "assistant", "content": "", "tool_calls": calls}));
                    if turn.end_ms <= until_ms {
                        let content = self.answer_to(tool);
                        messages.push(json!({"role": "tool", "tool_call_id": tool.id, "content": content}));
                    }
                }
            }
        }
        messages
    }

    pub(crate) fn transcript(&self) -> String {
        let mut transcript = String::new();
        for turn in &self.script.turns {
            let (who, text) = match &turn.speech {
                Speech::Assistant(text) => ("AI", text),
                Speech::Caller(text) => ("User", text),
                Speech::Tool(_) => continue,
            };
            // Writing to a String can't fail.
            let _ = writeln!(transcript, "{who}: {text}");
        }
        transcript
    }

    pub(crate) fn artifact_until(&self, until_ms: u32) -> Value {
        json!({
            "messages": self.messages(until_ms),
            "messagesOpenAIFormatted": self.openai_messages(until_ms),
        })
    }

    fn turns_until(&self, until_ms: u32) -> impl Iterator<Item = &Turn> {
        self.script.turns.iter().take_while(move |turn| turn.start_ms <= until_ms)
    }

    fn spoken(&self, role: &str, text: &str, turn: &Turn, from_start: f64) -> Value {
        let mut message = json!({
            "role": role,
            "message": text,
            "time": self.at(turn.start_ms).timestamp_millis(),
            "endTime": self.at(turn.end_ms).timestamp_millis(),
            "secondsFromStart": from_start,
            "duration": turn.end_ms - turn.start_ms,
        });
        if role == "bot"
            && let Some(fields) = message.as_object_mut()
        {
            fields.insert("source".to_owned(), json!(""));
            fields.insert("assistantName".to_owned(), json!(self.script.business.assistant_name));
            fields.insert("assistantId".to_owned(), json!(self.assistant_id));
        }
        message
    }

    fn tool_result(&self, tool: &ToolUse, turn: &Turn, answered_ms: u32) -> Value {
        json!({
            "role": "tool_call_result",
            "name": tool.name,
            "toolCallId": tool.id,
            "result": self.answer_to(tool),
            "time": self.at(turn.end_ms).timestamp_millis(),
            "secondsFromStart": f64::from(turn.end_ms.saturating_sub(answered_ms)) / 1000.0,
        })
    }

    fn answer_to(&self, tool: &ToolUse) -> &str {
        self.tool_answers.get(&tool.id).map_or(NO_RESULT, String::as_str)
    }
}

fn tool_call_with_text(tool: &ToolUse) -> Value {
    json!({
        "id": tool.id,
        "type": "function",
        "function": {"name": tool.name, "arguments": tool.arguments.to_string()},
    })
}
