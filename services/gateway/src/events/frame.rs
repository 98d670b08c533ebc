//! What goes over the wire, as the HTML standard defines server-sent events.

use bytes::Bytes;
use chrono::SecondsFormat;
use contracts::describe;
use db::events::LoggedEvent;
use domain::{EventId, OrganizationId};
use runtime::error_chain;
use serde::Serialize;
use serde_json::Value;
use tracing::warn;
use utoipa::ToSchema;

/// How long a client waits before it connects again: a restart takes about as long.
const RETRY_MILLISECONDS: u32 = 2000;

/// The data of an event, as JSON on one line.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventData {
    id: EventId,
    #[schema(example = "call.ended")]
    r#type: String,
    #[schema(format = DateTime, example = "2026-11-20T16:00:00.000Z")]
    occurred_at: String,
    organization_id: OrganizationId,
    /// The message in proto JSON; null when this version does not know its type yet.
    data: Option<Value>,
}

/// The first frame: how to come back, and to where.
pub(super) fn opening(place: &str) -> Bytes {
    format!("retry: {RETRY_MILLISECONDS}\nid: {place}\n\n").into()
}

/// A comment that keeps the connection alive, with the place that the stream has reached meanwhile: a
/// block without data is no event, but its id is kept.
pub(super) fn heartbeat(place: &str) -> Bytes {
    format!(": heartbeat\nid: {place}\n\n").into()
}

/// Reports that what lies between the client's place and this one can't be sent: fetch anew what is shown.
pub(super) fn reset(place: &str) -> Bytes {
    format!("id: {place}\nevent: reset\ndata: {{\"type\":\"reset\"}}\n\n").into()
}

pub(super) fn event(
    organization: OrganizationId,
    place: &str,
    logged: LoggedEvent,
) -> serde_json::Result<Bytes> {
    let LoggedEvent { position: _, id, name, message_type, payload, occurred_at } = logged;
    let data = EventData {
        id,
        occurred_at: occurred_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        organization_id: organization,
        data: described(id, &message_type, &payload),
        r#type: name,
    };
    let json = serde_json::to_string(&data)?;
    Ok(format!("id: {place}\nevent: {}\ndata: {json}\n\n", data.r#type).into())
}

fn described(id: EventId, message_type: &str, payload: &[u8]) -> Option<Value> {
    match describe(message_type, payload) {
        Some(Ok(json)) => Some(json),
        Some(Err(error)) => {
            warn!(event.id = %id, error = error_chain(&error), "Could not read an event of the log");
            None
        }
        None => {
            warn!(event.id = %id, "An event of the log has a type that is not known here");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use contracts::calls::{Call, CallEnded};
    use contracts::{Event as _, Name as _};
    use uuid::Uuid;

    use super::*;

    fn logged(message_type: String) -> LoggedEvent {
        let call =
            Call { id: "call_1".to_owned(), summary: Some("two\nlines".to_owned()), ..Call::default() };
        LoggedEvent {
            position: 42,
            id: EventId(Uuid::from_u128(1)),
            name: CallEnded::ROUTING_KEY.to_owned(),
            message_type,
            payload: encoded(&CallEnded { call: Some(call), ..CallEnded::default() }),
            occurred_at: "2026-11-20T16:00:00.123456Z".parse().unwrap(),
        }
    }

    fn encoded(message: &impl contracts::Message) -> Vec<u8> {
        message.encode_to_vec()
    }

    fn text(frame: &Bytes) -> &str {
        std::str::from_utf8(frame).unwrap()
    }

    #[test]
    fn an_event_is_one_block_with_its_place_its_name_and_one_line_of_json() {
        let frame =
            event(OrganizationId(Uuid::from_u128(2)), "8d1f", logged(CallEnded::full_name())).unwrap();
        let lines: Vec<&str> = text(&frame).lines().collect();
        let [id, name, data, ""] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!((*id, *name), ("id: 8d1f", "event: call.ended"));
        let data: Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
        assert_eq!(data["id"], "evt_00000000000000000000000000000001");
        assert_eq!(data["type"], "call.ended");
        assert_eq!(data["occurred_at"], "2026-11-20T16:00:00.123Z");
        assert_eq!(data["organization_id"], "org_00000000000000000000000000000002");
        assert_eq!(data["data"]["call"]["summary"], "two\nlines");
    }

    #[test]
    fn an_event_of_an_unknown_type_is_sent_without_its_data() {
        let frame =
            event(OrganizationId(Uuid::from_u128(2)), "8d1f", logged("callflex.later.v1.Thing".to_owned()))
                .unwrap();
        assert!(text(&frame).contains("\"data\":null"), "{}", text(&frame));
    }

    #[test]
    fn frames_without_an_event_have_no_data_but_a_place() {
        assert_eq!(text(&opening("8d1f")), "retry: 2000\nid: 8d1f\n\n");
        assert_eq!(text(&heartbeat("8d1f")), ": heartbeat\nid: 8d1f\n\n");
    }
}
