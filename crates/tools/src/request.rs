//! A tool call as it is requested, and what is answered.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use db::organizations::Organization;
use domain::call::Observation;
use domain::{Language, PhoneNumber, QuestionOutcome, WebhookId};
use serde_json::{Map, Value};
use tokio::time::Instant;

use crate::transfer::Transfer;

/// A tool that an assistant asks for while its caller waits. No text in it holds a NUL, except `tool` and
/// `tool_call_id`, which are kept exactly as they came.
#[derive(Clone)]
pub struct ToolRequest {
    pub organization: Arc<Organization>,
    /// What the answer is spoken in.
    pub language: Language,
    pub caller: Caller,
    /// The business's own number: its country is that of numbers that are said without one.
    pub line: Option<PhoneNumber>,
    pub call: CallSeen,
    /// The type of the message, for the flight recorder.
    pub kind: &'static str,
    /// As [`tool_call_id`](crate::tool_call_id) returns it; a malformed one is ignored.
    pub tool_call_id: String,
    /// Which of the message's tool calls this is.
    pub place: usize,
    /// The tool's name, exactly as it came.
    pub tool: String,
    /// Or what is wrong with them, in words for the assistant.
    pub arguments: Result<Map<String, Value>, String>,
    pub webhook: WebhookId,
    pub trace_id: Option<String>,
    /// "Tomorrow" is the day after this one.
    pub asked_at: DateTime<Utc>,
    /// What has not begun to commit by then is undone.
    pub deadline: Instant,
}

impl fmt::Debug for ToolRequest {
    /// Not what callers said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolRequest")
            .field("tool", &self.tool)
            .field("webhook", &self.webhook)
            .finish_non_exhaustive()
    }
}

/// Who calls, as far as the message shows.
#[derive(Clone, Default)]
pub struct Caller {
    pub number: Option<PhoneNumber>,
    pub name: Option<String>,
}

/// What the call is known by.
#[derive(Clone)]
pub enum CallSeen {
    /// What the message reports of its call, for a call that is not on record yet.
    Observed(Box<Observation>),
    /// A chat or a session, by its word and its id: it has tool calls, and no call.
    Conversation(String),
    /// Old clients post a function with nothing around it.
    None,
}

impl CallSeen {
    /// What its questions are on record under.
    pub fn conversation(&self) -> Option<&str> {
        match self {
            Self::Observed(observation) => Some(observation.vapi_call_id.as_str()),
            Self::Conversation(id) => Some(id),
            Self::None => None,
        }
    }
}

/// The answer to a tool call.
#[derive(Clone)]
pub struct Answered {
    pub answer: Spoken,
    pub outcome: QuestionOutcome,
    /// What is still to be done over the network after the commit.
    pub follow_up: Option<Transfer>,
    /// The key of its row in `live_questions`, together with the call's.
    pub question_id: String,
    pub stages: Stages,
}

impl fmt::Debug for Answered {
    /// Not what callers hear.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered")
            .field("outcome", &self.outcome)
            .field("stages", &self.stages)
            .finish_non_exhaustive()
    }
}

/// The answer to the assistant: one line of at most [`MAX_SPOKEN`](crate::MAX_SPOKEN) characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    Result(String),
    /// The tool could not be used like this.
    Error(String),
}

impl Spoken {
    pub fn text(&self) -> &str {
        match self {
            Self::Result(text) | Self::Error(text) => text,
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Result(text) => serde_json::json!({ "result": text }),
            Self::Error(text) => serde_json::json!({ "error": text }),
        }
    }

    pub(crate) fn of_json(answer: &Value) -> Self {
        let text = |field: &str| answer.get(field).and_then(Value::as_str);
        match (text("result"), text("error")) {
            (Some(result), _) => Self::Result(result.to_owned()),
            (None, error) => Self::Error(error.unwrap_or_default().to_owned()),
        }
    }
}

/// How long each part of the answer took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    /// For a connection to the database.
    pub wait: Duration,
    pub run: Duration,
    pub commit: Duration,
}
