//! The word for a message in its routing key.

/// The types that Vapi documents.
const KNOWN: [&str; 30] = [
    "assistant-request",
    "assistant.speechStarted",
    "assistant.started",
    "call.artifact.upload",
    "call.delete.failed",
    "call.deleted",
    "call.endpointing.request",
    "campaign.predial",
    "chat.created",
    "chat.deleted",
    "conversation-update",
    "end-of-call-report",
    "function-call",
    "handoff-destination-request",
    "hang",
    "knowledge-base-request",
    "language-change-detected",
    "model-output",
    "phone-call-control",
    "session.created",
    "session.deleted",
    "session.updated",
    "speech-update",
    "status-update",
    "tool-calls",
    "transcript",
    "transfer-destination-request",
    "transfer-update",
    "user-interrupted",
    "voice-input",
];

/// Types that old callers send, and today's word for each.
const ALIASES: [(&str, &str); 2] = [("call-start", "status-update"), ("call-end", "end-of-call-report")];

/// The word for a message's type in its routing key: the sender's own where it is a known one,
/// today's for an old one, else `other`.
pub fn routing_word(kind: &str) -> &'static str {
    // Some assistants write the filter into the type: transcript[transcriptType="final"].
    let kind = kind.split('[').next().unwrap_or_default();
    KNOWN.iter().find(|known| **known == kind).copied().or_else(|| todays_word(kind)).unwrap_or("other")
}

/// Today's word for an old one.
pub(crate) fn todays_word(kind: &str) -> Option<&'static str> {
    ALIASES.iter().find(|(old, _)| *old == kind).map(|(_, today)| *today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_is_not_known_is_routed_as_other() {
        assert_eq!(routing_word("end-of-call-report"), "end-of-call-report");
        assert_eq!(routing_word(r#"transcript[transcriptType="final"]"#), "transcript");
        assert_eq!(routing_word("#.*"), "other");
    }

    #[test]
    fn an_old_word_is_routed_as_todays() {
        assert_eq!(routing_word("call-start"), "status-update");
        assert_eq!(routing_word("call-end"), "end-of-call-report");
    }
}
