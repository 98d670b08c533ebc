//! What is said and done in a call, one after the other.

use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    pub start_ms: u32,
    pub end_ms: u32,
    pub speech: Speech,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Speech {
    Assistant(String),
    Caller(String),
    Tool(ToolUse),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ToolUse {
    pub id: String,
    pub name: &'static str,
    pub description: &'static str,
    pub arguments: Value,
    /// The answer when no server is asked.
    pub scripted_answer: String,
}
