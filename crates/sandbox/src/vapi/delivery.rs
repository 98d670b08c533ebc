//! One attempt to deliver one message.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delivery {
    pub call_id: Uuid,
    pub message_type: &'static str,
    /// Of a status update.
    pub call_status: Option<&'static str>,
    /// Counted from 1.
    pub attempt: u32,
    pub outcome: DeliveryOutcome,
    pub http_status: Option<u16>,
    pub latency_ms: u64,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryOutcome {
    /// Answered with 2xx.
    Accepted,
    /// Answered with anything else.
    Refused,
    /// No answer within the server's time limit.
    TimedOut,
    /// No connection, or one that broke.
    Unreachable,
    /// A fault: never sent.
    Dropped,
    /// A fault: it arrived, and the sender got no answer.
    AnswerLost,
}
