use chrono::{DateTime, Utc};
use domain::Language::{En, Ru};
use domain::{CallId, Language};
use url::Url;

use super::sms::MAX_SEGMENTS;
use super::{email, reason, sms};
use crate::call::{EndedCall, Way};
use crate::segments::segments;

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
        seconds: Some(180),
        ended_reason: Some("customer-ended-call".to_owned()),
        fault_owner: Some("none".to_owned()),
        summary: Some("Ana wants a table for two on Friday.".to_owned()),
    }
}

fn missed() -> EndedCall {
    let (reason, owner) = (Some("customer-did-not-answer".to_owned()), Some("caller".to_owned()));
    EndedCall { seconds: Some(0), summary: None, ended_reason: reason, fault_owner: owner, ..call() }
}

fn email_of(call: &EndedCall, language: Language) -> (String, String) {
    let summary = email(call, new_york(), language, &Url::parse("http://localhost:8080").unwrap());
    (summary.subject, summary.text)
}

#[test]
fn an_sms_has_who_how_long_and_what() {
    assert_eq!(sms(&call(), En), "Call from +14155550199 (3 min): Ana wants a table for two on Friday.");
    assert_eq!(
        sms(&EndedCall { way: Way::Outbound, seconds: Some(125), ..call() }, En),
        "Call to +14155550199 (2 min 05 s): Ana wants a table for two on Friday."
    );
    assert_eq!(
        sms(&EndedCall { way: Way::Web, seconds: Some(59), ..call() }, En),
        "Web call (59 s): Ana wants a table for two on Friday."
    );
}

#[test]
fn without_a_summary_an_sms_has_why_the_call_ended() {
    let silent = EndedCall { summary: None, ..call() };
    assert_eq!(sms(&silent, En), "Call from +14155550199 (3 min): the customer hung up");
    assert_eq!(sms(&EndedCall { ended_reason: None, ..silent }, En), "Call from +14155550199 (3 min)");
}

#[test]
fn a_call_of_no_seconds_is_a_missed_call() {
    assert_eq!(sms(&missed(), En), "Missed call from +14155550199: nobody answered");
    assert_eq!(
        sms(&EndedCall { way: Way::Outbound, ..missed() }, En),
        "Unanswered call to +14155550199: nobody answered"
    );
    assert_eq!(sms(&EndedCall { way: Way::Web, ..missed() }, En), "Missed web call: nobody answered");
    assert_eq!(
        sms(&EndedCall { customer_number: None, ..missed() }, En),
        "Missed call from an unknown number: nobody answered"
    );
}

#[test]
fn a_call_that_was_put_through_was_not_missed() {
    let ended = |reason: &str, owner: &str| EndedCall {
        ended_reason: Some(reason.to_owned()),
        fault_owner: Some(owner.to_owned()),
        ..missed()
    };
    for forwarded in [
        "assistant-request-returned-forwarding-phone-number",
        "assistant-forwarded-call",
        "call.ringing.hook-executed-transfer",
    ] {
        let text = sms(&ended(forwarded, "none"), En);
        assert_eq!(text, "Call from +14155550199: the call was forwarded", "{forwarded}");
    }
    assert_eq!(
        sms(&ended("assistant-request-returned-error", "none"), En),
        "Missed call from +14155550199: the caller heard that you are closed"
    );
}

#[test]
fn a_call_with_a_summary_was_not_missed_even_when_its_times_are_unknown() {
    for seconds in [None, Some(0)] {
        let timeless = EndedCall { seconds, ..call() };
        assert_eq!(sms(&timeless, En), "Call from +14155550199: Ana wants a table for two on Friday.");
    }
}

#[test]
fn a_call_of_unknown_length_was_missed_only_where_its_reason_shows_that() {
    let of = |reason: &str| EndedCall { seconds: None, ended_reason: Some(reason.to_owned()), ..missed() };
    for answered in [
        "customer-ended-call",
        "assistant-ended-call",
        "silence-timed-out",
        "voicemail",
        "call.in-progress.twilio-completed-call",
        "call.ringing.hook-executed-say",
        "assistant-request-returned-forwarding-phone-number",
        "pipeline-error-openai-llm-failed",
        "a-word-of-tomorrow",
    ] {
        assert!(!of(answered).is_missed(), "{answered}");
    }
    assert!(!EndedCall { ended_reason: None, ..of("") }.is_missed());
    for unanswered in [
        "customer-did-not-answer",
        "customer-busy",
        "twilio-failed-to-connect-call",
        "assistant-request-failed",
        "call.start.error-get-assistant",
        "call.ringing.sip-inbound-caller-hungup-before-call-connect",
        "call.in-progress.error-sip-inbound-call-failed-to-connect",
    ] {
        assert!(of(unanswered).is_missed(), "{unanswered}");
    }
    let talked = EndedCall { seconds: None, summary: None, ..call() };
    assert_eq!(sms(&talked, En), "Call from +14155550199: the customer hung up");
}

#[test]
fn an_sms_is_one_plain_line() {
    let summary = " Ana’s “big” day –\n\n• a table…\tfor\u{a0}two ".to_owned();
    assert_eq!(
        sms(&EndedCall { summary: Some(summary), ..call() }, En),
        "Call from +14155550199 (3 min): Ana's \"big\" day - - a table... for two"
    );
}

#[test]
fn a_long_sms_is_cut_at_a_word() {
    let text = sms(&EndedCall { summary: Some("seven, ".repeat(100)), ..call() }, En);
    assert!(text.ends_with(", seven..."), "{text}");
    assert_eq!(segments(&text), MAX_SEGMENTS);
    assert!((296..=306).contains(&text.len()), "{}", text.len());
}

#[test]
fn an_sms_of_any_script_fills_its_two_segments() {
    for summary in [
        "Анна просит перенести встречу на пятницу. ".repeat(10),
        "田中様が明日の午後三時の予約を変更したいとのことです。".repeat(10),
        "陈先生想把预约改到星期五下午".repeat(20),
        "คุณสมชายขอเลื่อนนัดเป็นวันศุกร์".repeat(10),
        "می\u{200c}خواهم وقت را عوض کنم ".repeat(20),
        "👨\u{200d}👩\u{200d}👧".repeat(50),
        format!("See https://example.com/{}", "я".repeat(500)),
    ] {
        for language in [En, Ru] {
            let text = sms(&EndedCall { summary: Some(summary.clone()), ..call() }, language);
            let units = text.encode_utf16().count();
            assert_eq!(segments(&text), MAX_SEGMENTS, "{text}");
            assert!((110..=134).contains(&units) && text.ends_with("..."), "{units}: {text}");
        }
    }
}

#[test]
fn an_sms_keeps_joiners_and_no_marks_of_direction() {
    let summary =
        Some("\u{202e}\u{200f}می\u{200c}خواهم\u{202c} 👨\u{200d}👩\u{200d}👧\u{200b}\u{feff}".to_owned());
    assert_eq!(
        sms(&EndedCall { summary, ..call() }, En),
        "Call from +14155550199 (3 min): می\u{200c}خواهم 👨\u{200d}👩\u{200d}👧"
    );
}

#[test]
fn a_summary_of_nothing_to_read_is_none() {
    let blank = EndedCall { summary: Some("\u{200b} \u{200d}".to_owned()), ..call() };
    assert_eq!(sms(&blank, En), "Call from +14155550199 (3 min): the customer hung up");
    let nameless = EndedCall { customer_name: Some("\u{200b}".to_owned()), ..blank };
    assert!(email_of(&nameless, En).1.contains("\nFrom: +14155550199\n"));
    let numberless = EndedCall { customer_number: Some("\u{200b}".to_owned()), ..call() };
    assert!(sms(&numberless, En).starts_with("Call from an unknown number (3 min): Ana"));
}

#[test]
fn a_long_number_leaves_room_for_what_was_said() {
    for number in
        ["9".repeat(10_000), "sip:".repeat(1_000), "[".repeat(1_000), "👨\u{200d}👩\u{200d}👧".repeat(1_000)]
    {
        let endless = EndedCall { customer_number: Some(number), seconds: Some(u32::MAX), ..call() };
        for language in [En, Ru] {
            let text = sms(&endless, language);
            assert!(text.contains("): Ana wants a table"), "{text}");
            assert!(segments(&text) <= MAX_SEGMENTS, "{text}");
        }
        assert!(email_of(&endless, Ru).0.chars().count() < 120);
    }
}

#[test]
fn a_summary_is_in_the_organizations_language() {
    let reasonless = EndedCall { ended_reason: None, ..missed() };
    let outbound = EndedCall { way: Way::Outbound, seconds: Some(125), ..call() };
    let web = EndedCall { way: Way::Web, seconds: Some(59), ..call() };
    let without_number = |call: &EndedCall| EndedCall { customer_number: None, ..call.clone() };
    for (call, text) in [
        (call(), "Звонок от +14155550199 (3 мин): Ana wants a table for two on Friday."),
        (outbound.clone(), "Звонок на +14155550199 (2 мин 05 с): Ana wants a table for two on Friday."),
        (web, "Звонок с сайта (59 с): Ana wants a table for two on Friday."),
        (reasonless.clone(), "Пропущенный звонок от +14155550199"),
        (EndedCall { way: Way::Outbound, ..reasonless.clone() }, "Неотвеченный звонок на +14155550199"),
        (EndedCall { way: Way::Web, ..reasonless.clone() }, "Пропущенный звонок с сайта"),
        (without_number(&reasonless), "Пропущенный звонок с неизвестного номера"),
        (
            without_number(&outbound),
            "Звонок на неизвестный номер (2 мин 05 с): Ana wants a table for two on Friday.",
        ),
    ] {
        assert_eq!(sms(&call, Ru), text);
    }
}

#[test]
fn an_email_is_in_the_organizations_language() {
    let (subject, text) = email_of(&EndedCall { ended_reason: None, ..call() }, Ru);
    assert_eq!(subject, "Звонок от +14155550199 – 3 мин");
    assert_eq!(
        text,
        "Звонок от +14155550199

От: Ana Lopez, +14155550199
Кому: +14155550100
Когда: 20.11.2026, 21:05 EST
Длительность: 3 мин
Ассистент: Riley

Ana wants a table for two on Friday.

http://localhost:8080/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11
"
    );
    let (_, text) = email_of(&call(), Ru);
    assert!(text.contains("\nЗавершение: "), "{text}");
}

#[test]
fn an_email_has_the_facts_in_the_organizations_time() {
    let (subject, text) = email_of(&call(), En);
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
    let (subject, text) = email_of(&unanswered, En);
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
    let (_, text) = email_of(&messy, En);
    assert!(text.contains("\nFrom: Ana To: all, +14155550199\nTo: +14155550100\n"), "{text}");
    assert!(text.contains("\n\nShe wants:\n\n- a table\n- a cake\n\nhttp"), "{text}");
}

#[test]
fn a_link_goes_below_the_path_of_the_dashboard() {
    let summary = email(&call(), new_york(), En, &Url::parse("https://example.com/app/").unwrap());
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
        ("call.in-progress.error-vapifault-worker-died", "vapi", "a technical fault at Vapi"),
        ("pipeline-error-openai-llm-failed", "provider", "the language model of OpenAI failed"),
        ("sip-outbound-carrier-released-call", "telephony", "the carrier ended the call"),
        ("call.start.error-subscription-frozen-by-hand", "account", "the account with Vapi did not allow it"),
        ("assistant-request-returned-error", "none", "the caller heard that you are closed"),
        ("a-word-of.tomorrow", "unknown", "a word of tomorrow"),
        ("a-word-of.tomorrow", "an owner of tomorrow", "a word of tomorrow"),
    ] {
        assert_eq!(reason::in_words(reason, Some(owner), En), words, "{reason}");
    }
    let in_russian = reason::in_words("customer-ended-call", Some("none"), Language::Ru);
    assert_eq!(in_russian, "клиент повесил трубку");
}

fn new_york() -> domain::Zone {
    "America/New_York".parse().unwrap()
}
