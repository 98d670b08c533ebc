//! Who caused the end of a call, by Vapi's word for it.
//!
//! The list has grown from 185 words to over 600 in two years and is grouped by prefix, so it is read by
//! prefix: the first rule that fits decides, and what fits none is unknown.

use domain::call::FaultOwner;

use FaultOwner::{Account, Assistant, Caller, Nobody, Provider, Telephony, Tool, Unknown, Vapi};

/// How a rule compares.
enum Fit {
    Is(&'static str),
    Starts(&'static str),
    Contains(&'static str),
}

use Fit::{Contains, Is, Starts};

const RULES: &[(Fit, FaultOwner)] = &[
    // Whoever is named in the word itself.
    (Contains("vapifault"), Vapi),
    (Contains("providerfault"), Provider),
    // The account's limits and money.
    (Contains("subscription"), Account),
    (Contains("outbound-daily-limit"), Account),
    (Contains("unauthorized"), Account),
    (Contains("quota"), Account),
    (Contains("exceeded-credit"), Account),
    // Our own server's answer to Vapi's question.
    (Starts("assistant-request"), Tool),
    (Contains("server-url"), Tool),
    (Contains("tool"), Tool),
    // Calls that ended as calls do.
    (Is("customer-ended-call"), Nobody),
    (Starts("assistant-ended-call"), Nobody),
    (Starts("assistant-said-end-call-phrase"), Nobody),
    (Is("assistant-forwarded-call"), Nobody),
    (Is("manually-canceled"), Nobody),
    (Is("scheduled-call-deleted"), Nobody),
    (Is("call-deleted"), Nobody),
    (Is("call.in-progress.twilio-completed-call"), Nobody),
    (Is("call.in-progress.sip-completed-call"), Nobody),
    (Starts("call.ringing.hook-executed"), Nobody),
    (Starts("call.ending.hook-executed"), Nobody),
    (Is("voicemail"), Nobody),
    // The person at the other end.
    (Is("silence-timed-out"), Caller),
    (Contains("microphone-permission"), Caller),
    (Starts("customer-"), Caller),
    (Contains("customer-busy"), Caller),
    (Contains("no-answer"), Caller),
    // How the assistant is configured.
    (Is("exceeded-max-duration"), Assistant),
    (Starts("assistant-"), Assistant),
    (Contains("error-assistant"), Assistant),
    (Contains("error-validation"), Assistant),
    (Contains("not-found"), Assistant),
    (Contains("neither-assistant"), Assistant),
    // The phone network.
    (Starts("twilio-"), Telephony),
    (Starts("vonage-"), Telephony),
    (Starts("phone-call-provider"), Telephony),
    (Contains("sip"), Telephony),
    (Contains("telephony"), Telephony),
    (Contains("transport"), Telephony),
    (Contains("twilio"), Telephony),
    (Starts("call.forwarding"), Telephony),
    (Contains("warm-transfer"), Telephony),
    (Starts("call.ringing"), Telephony),
    // Models, voices and transcribers behind Vapi; the old words name the provider.
    (Starts("pipeline-error"), Provider),
    (Contains("-llm-failed"), Provider),
    (Contains("-voice-failed"), Provider),
    (Contains("-transcriber-failed"), Provider),
    // Vapi's own machinery.
    (Contains("worker"), Vapi),
    (Starts("unknown-error"), Vapi),
    (Starts("call.start.error"), Vapi),
    (Starts("call.in-progress.error"), Vapi),
];

pub fn fault_owner(reason: &str) -> FaultOwner {
    let fits = |fit: &Fit| match fit {
        Is(word) => reason == *word,
        Starts(prefix) => reason.starts_with(prefix),
        Contains(part) => reason.contains(part),
    };
    RULES.iter().find(|(fit, _)| fits(fit)).map_or(Unknown, |(_, owner)| *owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_of_reasons_has_its_owner() {
        for (reason, owner) in [
            ("customer-ended-call", Nobody),
            ("assistant-ended-call-after-message-spoken", Nobody),
            ("voicemail", Nobody),
            ("customer-busy", Caller),
            ("customer-did-not-answer", Caller),
            ("silence-timed-out", Caller),
            ("exceeded-max-duration", Assistant),
            ("assistant-not-found", Assistant),
            ("assistant-request-returned-invalid-assistant", Tool),
            ("call.start.error-subscription-insufficient-credits", Account),
            ("call.in-progress.error-vapifault-worker-died", Vapi),
            ("worker-shutdown", Vapi),
            ("call.in-progress.error-providerfault-openai-llm-failed", Provider),
            ("pipeline-error-eleven-labs-voice-failed", Provider),
            ("twilio-failed-to-connect-call", Telephony),
            ("sip-outbound-carrier-released-call", Telephony),
            ("a-word-of-tomorrow", Unknown),
        ] {
            assert_eq!(fault_owner(reason), owner, "{reason}");
        }
    }
}
