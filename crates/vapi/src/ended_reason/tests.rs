use FaultOwner::{Account, Assistant, Caller, Nobody, Provider, Telephony, Tool, Unknown, Vapi};
use serde_json::json;

use super::*;

#[test]
fn a_known_reason_is_attributed_by_the_table() {
    for (reason, owner) in [
        ("customer-ended-call", Nobody),
        ("assistant-ended-call-after-message-spoken", Nobody),
        ("assistant-forwarded-call", Nobody),
        ("assistant-request-returned-forwarding-phone-number", Nobody),
        ("call.ending.hook-executed-transfer", Nobody),
        ("call.forwarding.no-answer", Nobody),
        ("call.forwarding.operator-busy", Nobody),
        ("call.in-progress.sip-completed-call", Nobody),
        ("call.in-progress.twilio-completed-call", Nobody),
        ("vonage-completed", Nobody),
        ("manually-canceled", Nobody),
        ("voicemail", Nobody),
        ("call.in-progress.error-assistant-did-not-receive-customer-audio", Caller),
        ("call.ringing.sip-inbound-caller-hungup-before-call-connect", Caller),
        ("customer-busy", Caller),
        ("customer-did-not-answer", Caller),
        ("silence-timed-out", Caller),
        ("twilio-reported-customer-misdialed", Caller),
        ("assistant-not-found", Assistant),
        ("call.in-progress.error-configfault-model-unsupported-in-squad", Assistant),
        ("call.in-progress.error-configfault-transport-unsupported-for-model", Assistant),
        ("call.in-progress.error-pipeline-no-available-llm-model", Assistant),
        ("call.start.error-get-assistant", Assistant),
        ("call.start.squad-version-error-validation", Assistant),
        ("exceeded-max-duration", Assistant),
        ("pipeline-error-openai-400-bad-request-validation-failed", Assistant),
        ("assistant-request-failed", Tool),
        ("assistant-request-returned-error", Tool),
        ("assistant-request-returned-invalid-assistant", Tool),
        ("call.in-progress.error-providerfault-custom-llm-500-server-error", Tool),
        ("pipeline-error-custom-voice-failed", Tool),
        ("call.in-progress.error-providerfault-outbound-sip-407-proxy-authentication-required", Account),
        ("call.start.error-enterprise-feature-not-available-recording-consent", Account),
        ("call.start.error-fraud-check-failed", Account),
        ("call.start.error-subscription-insufficient-credits", Account),
        ("pipeline-error-eleven-labs-quota-exceeded", Account),
        ("pipeline-error-openai-401-incorrect-api-key", Account),
        ("assistant-join-timed-out", Vapi),
        ("call.in-progress.error-vapifault-openai-401-unauthorized", Vapi),
        ("call.in-progress.error-vapifault-worker-died", Vapi),
        ("call.start.error-vapifault-get-subscription", Vapi),
        ("pipeline-error-vapi-500-server-error", Vapi),
        ("worker-shutdown", Vapi),
        ("call.in-progress.error-providerfault-openai-llm-failed", Provider),
        ("pipeline-error-eleven-labs-voice-failed", Provider),
        ("pipeline-error-openai-503-server-overloaded-error", Provider),
        ("call.in-progress.error-providerfault-outbound-sip-503-service-unavailable", Telephony),
        ("call.in-progress.error-transfer-failed", Telephony),
        ("call.start.error-get-transport", Telephony),
        ("phone-call-provider-closed-websocket", Telephony),
        ("sip-outbound-carrier-released-call", Telephony),
        ("twilio-failed-to-connect-call", Telephony),
        ("vonage-rejected", Telephony),
    ] {
        assert!(table::of(reason).is_some(), "{reason} is not in the table");
        assert_eq!(fault_owner(reason), owner, "{reason}");
    }
}

#[test]
fn a_reason_of_tomorrow_is_attributed_by_its_parts() {
    for (reason, owner) in [
        ("call.in-progress.error-configfault-voice-unsupported-for-language", Assistant),
        ("call.in-progress.error-vapifault-newcomer-401-unauthorized", Vapi),
        ("call.start.error-vapifault-get-quota", Vapi),
        ("call.in-progress.error-providerfault-newcomer-500-server-error", Provider),
        ("call.in-progress.error-providerfault-outbound-sip-486-busy-here", Telephony),
        ("call.in-progress.error-providerfault-custom-voice-failed", Tool),
        ("pipeline-error-newcomer-400-bad-request-validation-failed", Assistant),
        ("pipeline-error-newcomer-402-payment-required", Account),
        ("pipeline-error-newcomer-429-exceeded-quota", Account),
        ("pipeline-error-newcomer-invalid-api-key", Account),
        ("pipeline-error-newcomer-voice-not-found", Assistant),
        ("pipeline-error-newcomer-502-gateway-error", Provider),
        ("pipeline-error-custom-llm-502-gateway-error", Tool),
        ("call.start.error-subscription-paused", Account),
        ("call.start.error-fraud-check-timed-out", Account),
        ("assistant-request-returned-nothing", Tool),
        ("call.ringing.hook-executed-tool", Nobody),
        ("call.in-progress.vonage-completed-call", Nobody),
        ("telnyx-completed", Nobody),
        ("call.forwarding.operator-rejected", Nobody),
        ("call.ringing.pstn-inbound-caller-hungup-before-call-connect", Caller),
        ("customer-rejected-call", Caller),
        ("assistant-not-provided", Assistant),
        ("call.start.assistant-version-not-found", Assistant),
        ("telnyx-failed-to-connect-call", Telephony),
        ("call.ringing.error-pstn-inbound-call-failed-to-connect", Telephony),
        ("call.in-progress.error-warm-transfer-line-lost", Telephony),
        ("call.start.error-newcomer", Unknown),
        ("unknown-error", Unknown),
        ("a-word-of-tomorrow", Unknown),
        ("", Unknown),
    ] {
        assert!(table::of(reason).is_none(), "{reason} is in the table");
        assert_eq!(fault_owner(reason), owner, "{reason}");
    }
}

#[test]
fn whoever_the_word_itself_names_caused_it_also_in_the_table() {
    let named = |reason: &str, part: &str, owner: FaultOwner| {
        assert!(!reason.contains(part) || fault_owner(reason) == owner, "{reason}");
    };
    let reasons = include_str!("../../ended-reasons.tsv").lines().skip(1);
    for reason in reasons.filter_map(|row| row.split('\t').next()) {
        named(reason, "configfault", Assistant);
        named(reason, "vapifault", Vapi);
        named(reason, "subscription-", Account);
    }
}

#[test]
fn a_message_of_ours_is_attributed_by_why_we_gave_it() {
    let owner = |reason: &str, answer: Value, because| fault_owner_of_answer(reason, &answer, because);
    for reason in ["assistant-request-returned-error", "assistant-request-returned-unspeakable-error"] {
        assert!(depends_on_answer(reason));
        for (because, expected) in [
            (CallRejection::Closed, Nobody),
            (CallRejection::Caller, Caller),
            (CallRejection::NoAssistant, Assistant),
            (CallRejection::Plan, Account),
        ] {
            assert_eq!(owner(reason, json!({"error": "We are closed."}), because), Some(expected));
        }
        for other in [json!({"assistantId": "desk"}), json!({"error": null}), json!({}), json!(null)] {
            assert_eq!(owner(reason, other, CallRejection::Closed), None);
        }
    }
    for reason in ["assistant-request-failed", "customer-ended-call", "a-word-of-tomorrow"] {
        assert!(!depends_on_answer(reason));
        assert_eq!(owner(reason, json!({"error": "We are closed."}), CallRejection::Closed), None);
    }
}

#[test]
fn a_reason_is_put_in_words() {
    let rejected = "assistant-request-returned-error";
    for (reason, owner, en, ru) in [
        ("customer-ended-call", Nobody, "the customer hung up", "клиент повесил трубку"),
        // Whoever was blamed for it when it was recorded.
        ("customer-ended-call", Vapi, "the customer hung up", "клиент повесил трубку"),
        (rejected, Nobody, "the caller heard that you are closed", "клиент услышал, что вы закрыты"),
        (rejected, Tool, "nobody could be found to take the call", "не нашлось, кто примет звонок"),
        (
            "pipeline-error-openai-500-server-error",
            Provider,
            "a technical fault at OpenAI",
            "техническая неполадка в OpenAI",
        ),
        ("telnyx-rejected", Telephony, "a fault of the phone network", "неполадка телефонной сети"),
        ("a-word_of.tomorrow", Unknown, "a word of tomorrow", "a word of tomorrow"),
    ] {
        assert_eq!(in_words(reason, Some(owner), Language::En), en, "{reason}");
        assert_eq!(in_words(reason, Some(owner), Language::Ru), ru, "{reason}");
    }
}

#[test]
fn without_an_owner_a_reason_says_who_caused_it() {
    assert_eq!(in_words("telnyx-rejected", None, Language::En), "a fault of the phone network");
    assert_eq!(in_words("voicemail", None, Language::En), "voicemail answered");
}

#[test]
fn a_call_that_was_put_through_is_known_by_its_reason() {
    for reason in FORWARDED {
        assert!(is_forwarded(reason) && fault_owner(reason) == Nobody, "{reason}");
    }
    for reason in ["call.in-progress.error-transfer-failed", "call.forwarding.no-answer", "voicemail"] {
        assert!(!is_forwarded(reason), "{reason}");
    }
}
