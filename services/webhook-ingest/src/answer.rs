//! What is answered to a message, once it is kept.

use serde_json::Value;
use vapi::Envelope;
use vapi::answer::{assistant, error, nothing, tool_errors};

use crate::snapshot::{Sender, Snapshot};

/// Spoken or read by an assistant, so in words that a caller may hear.
const NO_TOOL: &str = "This can't be done during the call right now. Offer to take a message instead.";
const NO_ASSISTANT: &str = "We are sorry, nobody can take your call right now. Please call again later.";
const NO_DESTINATION: &str = "Nobody is available to take this call. Offer to take a message instead.";

/// The answer to a message: to most of them, nothing.
pub(crate) fn to(envelope: &Envelope, sender: Sender, known: &Snapshot) -> Value {
    match envelope.kind.as_str() {
        "tool-calls" => tool_errors(&envelope.tool_calls, NO_TOOL),
        "assistant-request" => match known.assistant_for(sender.organization, envelope) {
            Some(id) => assistant(&id),
            None => error(NO_ASSISTANT),
        },
        "transfer-destination-request" | "handoff-destination-request" => error(NO_DESTINATION),
        _ => nothing(),
    }
}
