//! The assistants that a call was with, one after the other.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// At most 19 assistants a call: a squad has a handful. With the caller and all transfers these are 50 parties.
pub const MAX_ASSISTANTS: usize = 19;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistantSeen {
    pub vapi_id: Option<String>,
    pub name: Option<String>,
    /// When it first spoke. To the millisecond.
    pub joined_at: Option<DateTime<Utc>>,
    /// When another took over for good; absent of the last one. To the millisecond.
    pub left_at: Option<DateTime<Utc>>,
    pub talk_milliseconds: Option<i64>,
}
