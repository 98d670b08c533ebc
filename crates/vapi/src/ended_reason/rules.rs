//! Who caused the end of a call, by the parts of a reason that is in no table yet.

use domain::call::FaultOwner;

use FaultOwner::{Account, Assistant, Caller, Nobody, Provider, Telephony, Tool, Unknown, Vapi};

/// How a rule compares.
enum Fit {
    Starts(&'static str),
    Ends(&'static str),
    Contains(&'static str),
    /// The beginning, and a part.
    Within(&'static str, &'static str),
}

use Fit::{Contains, Ends, Starts, Within};

/// The old words for a fault at a provider: with one's own key there, as a rule.
const PIPELINE: &str = "pipeline-error-";

/// The first that fits decides. What fits none is unknown: better so than on the wrong one's account.
const RULES: &[(Fit, FaultOwner)] = &[
    // Whoever the word itself names. A provider may be our own server, Vapi or the carrier.
    (Contains("configfault"), Assistant),
    (Contains("vapifault"), Vapi),
    (Contains("providerfault-custom-"), Tool),
    (Contains("providerfault-vapi-"), Vapi),
    (Contains("providerfault-outbound-sip-"), Telephony),
    (Contains("providerfault-inbound-sip-"), Telephony),
    (Contains("providerfault-transport-"), Telephony),
    (Contains("providerfault"), Provider),
    // With one's own key, its account is one's own too.
    (Within(PIPELINE, "error-custom-"), Tool),
    (Within(PIPELINE, "error-vapi-"), Vapi),
    (Within(PIPELINE, "-50"), Provider),
    (Within(PIPELINE, "-401-"), Account),
    (Within(PIPELINE, "-402-"), Account),
    (Within(PIPELINE, "-403-"), Account),
    (Within(PIPELINE, "-429-"), Account),
    (Within(PIPELINE, "api-key"), Account),
    (Within(PIPELINE, "auth-failed"), Account),
    (Within(PIPELINE, "credits"), Account),
    (Within(PIPELINE, "funds"), Account),
    (Within(PIPELINE, "payment"), Account),
    (Within(PIPELINE, "quota"), Account),
    (Within(PIPELINE, "rate-limit"), Account),
    (Within(PIPELINE, "unauthorized"), Account),
    (Within(PIPELINE, "upgrade"), Account),
    (Within(PIPELINE, "-400-"), Assistant),
    (Within(PIPELINE, "invalid"), Assistant),
    (Within(PIPELINE, "not-found"), Assistant),
    (Starts(PIPELINE), Provider),
    // The account's limits and money.
    (Contains("subscription"), Account),
    (Contains("fraud"), Account),
    (Contains("credits"), Account),
    (Contains("concurrency-limit"), Account),
    (Contains("daily-limit"), Account),
    (Contains("enterprise-feature"), Account),
    (Contains("license"), Account),
    (Contains("quota"), Account),
    (Contains("unauthorized"), Account),
    // Our own server's answer to Vapi's question.
    (Starts("assistant-request-"), Tool),
    (Contains("server-url"), Tool),
    (Contains("-tool-"), Tool),
    // Calls that ended as calls do, or were put through and not answered.
    (Starts("assistant-ended-call"), Nobody),
    (Starts("assistant-said-"), Nobody),
    (Starts("assistant-forwarded-"), Nobody),
    (Starts("call.forwarding."), Nobody),
    (Contains("hook-executed"), Nobody),
    (Contains("voicemail"), Nobody),
    (Ends("completed-call"), Nobody),
    (Ends("-completed"), Nobody),
    // The person at the other end.
    (Starts("customer-"), Caller),
    (Contains("customer-audio"), Caller),
    (Contains("hungup"), Caller),
    (Contains("hung-up"), Caller),
    (Contains("microphone-permission"), Caller),
    (Contains("misdialed"), Caller),
    (Contains("unallocated-number"), Caller),
    // How the assistant is configured.
    (Starts("assistant-"), Assistant),
    (Starts("squad-"), Assistant),
    (Starts("call.start.assistant-"), Assistant),
    (Starts("call.start.squad-"), Assistant),
    (Contains("validation"), Assistant),
    (Contains("no-available-llm-model"), Assistant),
    // The phone network.
    (Starts("twilio-"), Telephony),
    (Starts("vonage-"), Telephony),
    (Starts("telnyx-"), Telephony),
    (Starts("sip-"), Telephony),
    (Starts("phone-call-provider-"), Telephony),
    (Starts("call.ringing."), Telephony),
    (Contains("-sip-"), Telephony),
    (Contains(".sip-"), Telephony),
    (Contains(".twilio-"), Telephony),
    (Contains(".vonage-"), Telephony),
    (Contains(".telnyx-"), Telephony),
    (Contains("transport"), Telephony),
    (Contains("transfer"), Telephony),
    // What failed, where nobody is named.
    (Contains("-llm-failed"), Provider),
    (Contains("-voice-failed"), Provider),
    (Contains("-transcriber-failed"), Provider),
    (Contains("database"), Vapi),
    (Contains("no-server-available"), Vapi),
    (Contains("worker"), Vapi),
];

pub(super) fn owner(reason: &str) -> FaultOwner {
    let fits = |fit: &Fit| match fit {
        Starts(beginning) => reason.starts_with(beginning),
        Ends(end) => reason.ends_with(end),
        Contains(part) => reason.contains(part),
        Within(beginning, part) => reason.starts_with(beginning) && reason.contains(part),
    };
    RULES.iter().find(|(fit, _)| fits(fit)).map_or(Unknown, |(_, owner)| *owner)
}
