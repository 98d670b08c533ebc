use chrono::{DateTime, Utc};
use chrono_tz::America::New_York;
use domain::CallId;
use url::Url;

use super::sms::MAX_SMS_CHARACTERS;
use super::{email, reason, sms};
use crate::call::{EndedCall, Way};
use crate::text::cut_at_word;

fn call() -> EndedCall {
    let id: CallId = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11".parse().unwrap();
    EndedCall {
        id,
        way: Way::Inbound,
        customer_number: Some("+14155550199".to_owned()),
        customer_name: Some("Ana Lopez".to_owned()),
        line_number: Some("+14155550100".to_owned()),
        assistant_name: Some("Riley".to_owned()),
        at: Some("2026-11-21T02:05:09Z".parse::<DateTime<Utc>>().unwrap()),
        seconds: 180,
        ended_reason: Some("customer-ended-call".to_owned()),
        fault_owner: Some("none".to_owned()),
        summary: Some("Ana wants a table for two on Friday.".to_owned()),
    }
}

fn missed() -> EndedCall {
    let (reason, owner) = (Some("customer-did-not-answer".to_owned()), Some("caller".to_owned()));
    EndedCall { seconds: 0, summary: None, ended_reason: reason, fault_owner: owner, ..call() }
}

fn email_of(call: &EndedCall) -> (String, String) {
    let summary = email(call, New_York, &Url::parse("http://localhost:8080").unwrap());
    (summary.subject, summary.text)
}

#[test]
fn an_sms_has_who_how_long_and_what() {
    assert_eq!(sms(&call()), "Call from +14155550199 (3 min): Ana wants a table for two on Friday.");
    assert_eq!(
        sms(&EndedCall { way: Way::Outbound, seconds: 125, ..call() }),
        "Call to +14155550199 (2 min 05 s): Ana wants a table for two on Friday."
    );
    assert_eq!(
        sms(&EndedCall { way: Way::Web, seconds: 59, ..call() }),
        "Web call (59 s): Ana wants a table for two on Friday."
    );
}

#[test]
fn without_a_summary_an_sms_has_why_the_call_ended() {
    let silent = EndedCall { summary: None, ..call() };
    assert_eq!(sms(&silent), "Call from +14155550199 (3 min): the customer hung up");
    assert_eq!(sms(&EndedCall { ended_reason: None, ..silent }), "Call from +14155550199 (3 min)");
}

#[test]
fn a_call_of_no_seconds_is_a_missed_call() {
    assert_eq!(sms(&missed()), "Missed call from +14155550199: nobody answered");
    assert_eq!(
        sms(&EndedCall { way: Way::Outbound, ..missed() }),
        "Unanswered call to +14155550199: nobody answered"
    );
    assert_eq!(sms(&EndedCall { way: Way::Web, ..missed() }), "Missed web call: nobody answered");
    assert_eq!(
        sms(&EndedCall { customer_number: None, ..missed() }),
        "Missed call from an unknown number: nobody answered"
    );
}

#[test]
fn a_call_with_a_summary_was_not_missed_even_when_its_times_are_unknown() {
    let timeless = EndedCall { seconds: 0, ..call() };
    assert_eq!(sms(&timeless), "Call from +14155550199: Ana wants a table for two on Friday.");
}

#[test]
fn an_sms_is_one_plain_line() {
    let summary = " Ana’s “big” day –\n\n• a table…\tfor\u{a0}two ".to_owned();
    assert_eq!(
        sms(&EndedCall { summary: Some(summary), ..call() }),
        "Call from +14155550199 (3 min): Ana's \"big\" day - - a table... for two"
    );
}

#[test]
fn a_long_sms_is_cut_at_a_word() {
    let long = EndedCall { summary: Some("seven, ".repeat(100)), ..call() };
    let text = sms(&long);
    assert!(text.ends_with(", seven..."), "{text}");
    assert!((MAX_SMS_CHARACTERS - 10..=MAX_SMS_CHARACTERS).contains(&text.chars().count()), "{}", text.len());
}

#[test]
fn a_text_is_cut_only_when_it_does_not_fit() {
    for (text, max, cut) in [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two..."),
        ("one two three", 10, "one two..."),
        ("one two three", 9, "one..."),
        ("onetwothree", 10, "onetwot..."),
        ("één twéé drie", 12, "één twéé..."),
    ] {
        assert_eq!(cut_at_word(text, max), cut, "{text} {max}");
    }
}

#[test]
fn an_email_has_the_facts_in_the_organizations_time() {
    let (subject, text) = email_of(&call());
    assert_eq!(subject, "Call from +14155550199 – 3 min");
    assert_eq!(
        text,
        "Call from +14155550199

From: Ana Lopez, +14155550199
To: +14155550100
When: Fri, 20 Nov 2026, 21:05 EST
Duration: 3 min
Ended: the customer hung up
Assistant: Riley

Ana wants a table for two on Friday.

http://localhost:8080/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11
"
    );
}

#[test]
fn an_email_of_an_unanswered_call_leaves_out_what_is_not_known() {
    let unanswered = EndedCall {
        way: Way::Outbound,
        customer_name: None,
        assistant_name: None,
        at: None,
        ended_reason: Some("customer-busy".to_owned()),
        ..missed()
    };
    let (subject, text) = email_of(&unanswered);
    assert_eq!(subject, "Unanswered call to +14155550199");
    assert_eq!(
        text,
        "Unanswered call to +14155550199

From: +14155550100
To: +14155550199
Ended: the line was busy

http://localhost:8080/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11
"
    );
}

#[test]
fn an_email_keeps_paragraphs_and_nothing_can_break_its_lines() {
    let messy = EndedCall {
        customer_name: Some("Ana\r\nTo: all".to_owned()),
        summary: Some("\nShe wants:\r\n\r\n\r\n-  a table \n- a  cake\n".to_owned()),
        ..call()
    };
    let (_, text) = email_of(&messy);
    assert!(text.contains("\nFrom: Ana To: all, +14155550199\nTo: +14155550100\n"), "{text}");
    assert!(text.contains("\n\nShe wants:\n\n- a table\n- a cake\n\nhttp"), "{text}");
}

#[test]
fn a_link_goes_below_the_path_of_the_dashboard() {
    let summary = email(&call(), New_York, &Url::parse("https://example.com/app/").unwrap());
    assert!(
        summary.text.ends_with("\nhttps://example.com/app/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11\n")
    );
}

#[test]
fn a_reason_is_put_in_words() {
    for (reason, owner, words) in [
        ("assistant-ended-call-after-message-spoken", "none", "the assistant ended the call"),
        ("assistant-forwarded-call", "none", "the call was forwarded"),
        ("twilio-failed-to-connect-call", "telephony", "the call could not be connected"),
        ("call.in-progress.error-vapifault-worker-died", "vapi", "a technical fault"),
        ("pipeline-error-openai-llm-failed", "provider", "a technical fault"),
        ("sip-outbound-carrier-released-call", "telephony", "a fault of the phone network"),
        (
            "call.start.error-subscription-insufficient-credits",
            "account",
            "the account with Vapi did not allow it",
        ),
        ("assistant-not-found", "assistant", "the assistant is not set up correctly"),
        ("a-word-of.tomorrow", "unknown", "a word of tomorrow"),
    ] {
        assert_eq!(reason::in_words(reason, Some(owner)), words, "{reason}");
    }
}
