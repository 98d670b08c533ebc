//! Vapi's words for why a call ended, in ours.

use domain::Language;

/// The whole word, or its beginning.
enum Fit {
    Is(&'static str),
    Starts(&'static str),
    Ends(&'static str),
}

use Fit::{Ends, Is, Starts};

const KNOWN: &[(Fit, &str)] = &[
    (Is("customer-ended-call"), "the customer hung up"),
    (Is("customer-busy"), "the line was busy"),
    (Is("customer-did-not-answer"), "nobody answered"),
    (Is("customer-did-not-give-microphone-permission"), "the microphone was not allowed"),
    (Is("voicemail"), "voicemail answered"),
    (Is("silence-timed-out"), "nobody spoke"),
    (Is("exceeded-max-duration"), "the longest duration was reached"),
    (Is("manually-canceled"), "the call was cancelled"),
    (Is("assistant-forwarded-call"), "the call was forwarded"),
    (Is("assistant-request-returned-forwarding-phone-number"), "the call was forwarded"),
    (Starts("assistant-ended-call"), "the assistant ended the call"),
    (Starts("assistant-said-end-call-phrase"), "the assistant ended the call"),
    (Ends("failed-to-connect-call"), "the call could not be connected"),
];

/// Why a call ended. A reason without words of its own is described by whose fault it was, else by Vapi.
pub(super) fn in_words(reason: &str, fault_owner: Option<&str>, _: Language) -> String {
    let fits = |fit: &Fit| match fit {
        Is(word) => reason == *word,
        Starts(start) => reason.starts_with(start),
        Ends(end) => reason.ends_with(end),
    };
    if let Some((_, words)) = KNOWN.iter().find(|(fit, _)| fits(fit)) {
        return (*words).to_owned();
    }
    match fault_owner {
        Some("provider" | "tool" | "vapi") => "a technical fault".to_owned(),
        Some("telephony") => "a fault of the phone network".to_owned(),
        Some("account") => "the account with Vapi did not allow it".to_owned(),
        Some("assistant") => "the assistant is not set up correctly".to_owned(),
        _ => reason.replace(['-', '.', '_'], " "),
    }
}
