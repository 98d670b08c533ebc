//! Domain types as messages.

use chrono::{DateTime, Utc};
use domain::call;
use pbjson_types::Timestamp;

use crate::calls;

impl From<&call::Call> for calls::Call {
    fn from(call: &call::Call) -> Self {
        let facts = &call.facts;
        let reason = facts.ended_reason.as_ref();
        Self {
            id: call.id.to_string(),
            organization_id: call.organization.to_string(),
            vapi_call_id: call.vapi_call_id.to_string(),
            r#type: facts.call_type.as_ref().map(ToString::to_string),
            status: call.status.to_string(),
            ended_reason: reason.map(|ended| ended.reason.clone()),
            fault_owner: reason.map(|ended| ended.owner.to_string()),
            created_at: facts.placed_at.map(timestamp),
            started_at: facts.started_at.map(timestamp),
            ended_at: facts.ended_at.map(timestamp),
            duration_seconds: call.duration_seconds(),
            cost_micros: facts.cost.map(|cost| cost.0),
            customer_number: facts.customer_number.clone().map(String::from),
            customer_name: facts.customer_name.clone(),
            line_number: facts.line_number.clone().map(String::from),
            assistant_name: facts.assistant_name.clone(),
            summary: facts.summary.clone(),
        }
    }
}

/// A moment on the wire, to the millisecond.
pub fn timestamp(at: DateTime<Utc>) -> Timestamp {
    let nanos = i32::try_from(at.timestamp_subsec_millis()).unwrap_or(0) * 1_000_000;
    Timestamp { seconds: at.timestamp(), nanos }
}

/// A moment off the wire; `None` when it is outside of what a date can be.
pub fn moment(timestamp: &Timestamp) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(timestamp.seconds, u32::try_from(timestamp.nanos).ok()?)
}
