//! Messages about a call that name none.

use bus::Exchange;
use bus::topology::WORK_QUEUES;
use domain::UnreadableReason;
use domain::call::VapiCallId;
use vapi::Envelope;

use crate::routing::routing_key;

/// Why a message of Vapi's can't be read as one about a call. `None` for one that names its call, and for one
/// that nobody reads for its call.
pub fn unreadable(envelope: &Envelope) -> Option<UnreadableReason> {
    let reason = match &envelope.call_id {
        Some(id) if VapiCallId::parse(id).is_ok() => return None,
        Some(_) => UnreadableReason::MalformedCallId,
        None if envelope.chat_id.is_some() => UnreadableReason::Chat,
        None if envelope.session_id.is_some() => UnreadableReason::Session,
        None => UnreadableReason::NoCallId,
    };
    is_consumed(&envelope.kind).then_some(reason)
}

/// Whether anyone but the archive, which is bound to every key, consumes messages of a type.
fn is_consumed(kind: &str) -> bool {
    let key = routing_key("vapi", kind);
    let mut of_webhooks = WORK_QUEUES.iter().filter(|queue| queue.exchange == Exchange::Webhooks);
    of_webhooks.any(|queue| queue.keys.contains(&key.as_str()))
}

#[cfg(test)]
mod tests {
    use domain::UnreadableReason::{Chat, MalformedCallId, NoCallId, Session};

    use super::*;

    fn of(message: &str) -> Option<UnreadableReason> {
        unreadable(&Envelope::parse(format!(r#"{{"message":{{{message}}}}}"#).as_bytes()).unwrap())
    }

    #[test]
    fn a_message_about_a_call_must_name_it() {
        for kind in ["status-update", "end-of-call-report", "call-start", "call-end", "tool-calls"] {
            let of = |members: &str| of(&format!(r#""type":"{kind}"{members}"#));
            assert_eq!(of(r#","call":{"id":"01995b2e-7c41"}"#), None, "{kind}");
            assert_eq!(of(r#","call":{"id":"a"},"chat":{"id":"b"}"#), None, "{kind}");
            for nothing in
                ["", r#","call":null"#, r#","call":{"id":7}"#, r#","call":{"id":" "}"#, r#","chat":{}"#]
            {
                assert_eq!(of(nothing), Some(NoCallId), "{kind}{nothing}");
            }
            assert_eq!(of(r#","call":{"id":"a b"}"#), Some(MalformedCallId), "{kind}");
            let long = format!(r#","call":{{"id":"{}"}}"#, "a".repeat(65));
            assert_eq!(of(&long), Some(MalformedCallId), "{kind}");
            assert_eq!(of(r#","chat":{"id":"b"},"session":{"id":"c"}"#), Some(Chat), "{kind}");
            assert_eq!(of(r#","session":{"id":"c"}"#), Some(Session), "{kind}");
        }
    }

    #[test]
    fn a_message_that_is_only_archived_needs_no_call() {
        for kind in ["hang", "chat.created", "session.updated", "speech-update", "a-type-of-tomorrow"] {
            assert_eq!(of(&format!(r#""type":"{kind}""#)), None, "{kind}");
        }
    }
}
