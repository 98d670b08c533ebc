//! Domain types as messages.

use chrono::{DateTime, Utc};
use domain::call;
use pbjson_types::Timestamp;

use crate::calls;

impl From<&call::Call> for calls::Call {
    fn from(call: &call::Call) -> Self {
        let facts = &call.facts;
        let reason = facts.ended_reason.as_ref();
        let call::Span { began_at, over_at } = call.span();
        Self {
            id: call.id.to_string(),
            organization_id: call.organization.to_string(),
            vapi_call_id: call.vapi_call_id.to_string(),
            r#type: facts.call_type.as_ref().map(ToString::to_string),
            status: call.status.to_string(),
            ended_reason: reason.map(|ended| ended.reason.clone()),
            fault_owner: reason.map(|ended| ended.owner.to_string()),
            created_at: facts.placed_at.map(timestamp),
            started_at: began_at.map(timestamp),
            ended_at: over_at.map(timestamp),
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

#[cfg(test)]
mod tests {
    use domain::call::{Call, Source, SourceRank, Stamp, VapiCallId};

    use super::*;

    #[test]
    fn an_event_has_no_end_before_its_start() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        let stamp = |rank, second| Some(Stamp { rank, at: at(second), source: Source::Message, hash: 0 });
        let id = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11";
        let vapi_call_id = VapiCallId::parse(id).unwrap();
        let mut call = Call::unknown(id.parse().unwrap(), id.parse().unwrap(), vapi_call_id);
        (call.facts.started_at, call.stamps.started_at) = (Some(at(50)), stamp(SourceRank::Status, 60));
        (call.facts.ended_at, call.stamps.ended_at) = (Some(at(40)), stamp(SourceRank::Record, 100));
        let event = calls::Call::from(&call);
        assert_eq!((event.started_at, event.ended_at), (None, Some(timestamp(at(40)))));
        call.facts.ended_at = Some(at(90));
        let event = calls::Call::from(&call);
        assert_eq!((event.started_at, event.ended_at), (Some(timestamp(at(50))), Some(timestamp(at(90)))));
    }
}
