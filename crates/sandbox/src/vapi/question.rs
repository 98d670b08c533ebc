//! A question that a caller waited for.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LiveQuestion {
    pub call_id: Uuid,
    pub message_type: &'static str,
    /// Of a tool call.
    pub tool: Option<&'static str>,
    pub tool_call_id: Option<String>,
    /// What was used of the answer; `None` when there was no answer, or no usable one.
    pub answer: Option<String>,
    /// Until the answer was there, all attempts counted in.
    pub milliseconds: u64,
    pub at: DateTime<Utc>,
}
