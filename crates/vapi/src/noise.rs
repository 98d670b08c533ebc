//! What matters only while a call goes on.

use crate::routing::routing_word;

/// They come many times a second, and the report has all that matters of them.
const NOISE: [&str; 7] = [
    "assistant.speechStarted",
    "call.endpointing.request",
    "conversation-update",
    "model-output",
    "speech-update",
    "user-interrupted",
    "voice-input",
];

/// Whether a message has no value once its call is over: part of the talk, or a transcript that
/// may change yet.
pub fn is_noise(kind: &str, is_partial: bool) -> bool {
    let word = routing_word(kind);
    NOISE.contains(&word) || (word == "transcript" && (is_partial || kind.contains("partial")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_talk_is_noise_and_what_comes_of_it_is_not() {
        for kind in ["speech-update", "model-output", "transcript[transcriptType=\"partial\"]"] {
            assert!(is_noise(kind, false), "{kind}");
        }
        assert!(is_noise("transcript", true));
        for kind in
            ["transcript", "transcript[transcriptType=\"final\"]", "end-of-call-report", "tool-calls", "?"]
        {
            assert!(!is_noise(kind, false), "{kind}");
        }
    }
}
