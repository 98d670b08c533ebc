use domain::call::{Call, FaultOwner, Role};
use domain::{CallId, Micros, OrganizationId};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::redacted_body;

const REPORT: &[u8] = include_bytes!("../../fixtures/end-of-call-report.json");
const IN_PROGRESS: &[u8] = include_bytes!("../../fixtures/status-update.in-progress.json");
const ENDED: &[u8] = include_bytes!("../../fixtures/status-update.ended.json");
const NO_ASSISTANT: &[u8] =
    include_bytes!("../../fixtures/status-update.ended.assistant-request-failed.json");

const TOOL_CALLS: &[u8] = include_bytes!("../../fixtures/tool-calls.json");
const TRANSFER: &[u8] = include_bytes!("../../fixtures/transfer-destination-request.json");
const ASSISTANT_REQUEST: &[u8] = include_bytes!("../../fixtures/assistant-request.json");

fn observe(body: &[u8]) -> Observation {
    observe_message(body).unwrap().expect("an observation of a call")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_report_has_the_whole_call() {
    let report = observe(REPORT);
    assert!(report.is_final);
    assert_eq!(report.status, Some(Status::Ended));
    assert_eq!(report.vapi_call_id.as_str(), "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11");

    let facts = report.facts;
    assert_eq!(facts.call_type, Some(CallType::Inbound));
    assert_eq!(facts.placed_at, Some(at("2026-11-20T16:00:00.478Z")));
    assert_eq!(facts.started_at, Some(at("2026-11-20T16:00:02.649Z")));
    assert_eq!(facts.ended_at, Some(at("2026-11-20T16:00:18.100Z")));
    assert_eq!(facts.cost, Some(Micros(19_600)));
    let reason = facts.ended_reason.unwrap();
    assert_eq!((reason.reason.as_str(), reason.owner), ("customer-ended-call", FaultOwner::Nobody));
    assert_eq!(facts.customer_number.unwrap().as_str(), "+14155550199");
    assert_eq!(facts.line_number.unwrap().as_str(), "+14155550100");
    assert_eq!(facts.assistant_name.as_deref(), Some("Front desk"));
    assert_eq!(facts.success_evaluation.as_deref(), Some("true"));
    assert!(facts.summary.unwrap().starts_with("The caller booked"));

    assert_eq!(facts.reported_seconds, Some(15));
    let costs = facts.costs.unwrap();
    assert_eq!(costs.len(), 6);
    assert_eq!(costs.iter().map(|item| item.amount.0).sum::<i64>(), 19_540);
    assert_eq!(costs[2].provider.as_deref(), Some("openai"));
    assert_eq!(costs[2].prompt_tokens, Some(812));
}

/// The report without some of its members and with others in their place.
fn report(removed: &[&str], put: &Value) -> Observation {
    let mut body: Value = serde_json::from_slice(REPORT).unwrap();
    let message = body["message"].as_object_mut().unwrap();
    for name in removed {
        message.remove(*name);
    }
    message.extend(put.as_object().unwrap().clone());
    observe(body.to_string().as_bytes())
}

/// What a report alone makes of its call.
fn call_of(report: Observation) -> Call {
    let id = report.vapi_call_id.clone();
    Call::unknown(CallId(Uuid::nil()), OrganizationId(Uuid::nil()), id).merge(report).0
}

#[test]
fn what_a_report_lacks_follows_from_what_it_has() {
    let whole = call_of(report(&[], &json!({})));
    for (removed, put) in [
        (vec!["startedAt"], json!({})),
        (vec!["endedAt"], json!({})),
        (vec!["startedAt", "durationSeconds"], json!({})),
        (vec!["startedAt", "durationSeconds", "durationMs"], json!({"durationMinutes": "0.25752"})),
        (vec![], json!({"startedAt": 1_795_190_402.649, "endedAt": "1795190418.100"})),
        (vec![], json!({"startedAt": "1795190402649", "endedAt": "2026-11-20 16:00:18.100"})),
        (vec![], json!({"startedAt": "2026-11-20T16:00:18.100Z", "endedAt": "2026-11-20T16:00:02.649Z"})),
        (vec![], json!({"endedAt": "2026-11-20T15:59:00Z"})),
    ] {
        let call = call_of(report(&removed, &put));
        assert_eq!(call.duration_seconds(), Some(15), "{removed:?} {put}");
        let off = call.facts.started_at.unwrap() - whole.facts.started_at.unwrap();
        assert!(off.abs().num_milliseconds() <= 10, "{removed:?} {put}");
    }
    assert_eq!(call_of(report(&["cost"], &json!({}))).facts.cost, Some(Micros(19_540)));
    assert_eq!(call_of(report(&["cost", "costs"], &json!({}))).facts.cost, Some(Micros(19_600)));
    assert_eq!(call_of(report(&[], &json!({"cost": "0.0196"}))).facts.cost, Some(Micros(19_600)));
    assert_eq!(call_of(report(&[], &json!({"cost": 0}))).facts.cost, Some(Micros(0)));
}

#[test]
fn what_nothing_shows_is_unknown_and_not_zero() {
    let durations = ["durationSeconds", "durationMs", "durationMinutes"];
    let costs = ["cost", "costs", "costBreakdown"];
    let bare = call_of(report(
        &[&["startedAt", "messages", "artifact"][..], &durations, &costs].concat(),
        &json!({}),
    ));
    assert_eq!((bare.duration_seconds(), bare.facts.started_at, bare.facts.cost), (None, None, None));
    let backwards = call_of(report(&durations, &json!({"endedAt": "2026-11-20T16:00:01Z"})));
    assert_eq!((backwards.duration_seconds(), backwards.facts.ended_at), (None, None));
    let never = call_of(report(&["startedAt", "endedAt"], &json!({"durationSeconds": 0})));
    assert_eq!(never.duration_seconds(), Some(0));
}

#[test]
fn a_call_of_a_squad_has_the_assistant_that_speaks() {
    let mut body: Value = serde_json::from_slice(REPORT).unwrap();
    let message = body["message"].as_object_mut().unwrap();
    message.remove("assistant");
    message["artifact"].as_object_mut().unwrap().remove("assistantActivations");
    let call = message["call"].as_object_mut().unwrap();
    call.remove("assistant");
    call.remove("assistantId");
    call.insert(
        "squad".to_owned(),
        json!({"members": [{"assistantId": "front", "assistant": {"name": "Front"}}]}),
    );
    let facts = observe(body.to_string().as_bytes()).facts;
    assert_eq!(facts.vapi_assistant_id.as_deref(), Some("front"));
    assert_eq!(facts.assistant_name.as_deref(), Some("Front"));
}

#[test]
fn whatever_was_extracted_and_judged_is_there() {
    let read = |analysis: Value, outputs: Value| {
        let put = json!({"analysis": analysis, "artifact": {"structuredOutputs": outputs}});
        report(&[], &put).facts
    };
    let (data, multi, outputs) = (
        json!({"reason": "tooth"}),
        json!([{"assistant": "a", "data": {"b": 1}}]),
        json!({"id": {"result": 1}}),
    );
    for (analysis, found, expected) in [
        (json!({"structuredData": data}), json!({}), data.clone()),
        (json!({"structuredDataMulti": multi}), json!(null), multi.clone()),
        (json!({"structuredData": {}, "structuredDataMulti": []}), outputs.clone(), outputs.clone()),
        (
            json!({"structuredData": data, "structuredDataMulti": multi}),
            json!({}),
            json!({"structuredData": data, "structuredDataMulti": multi}),
        ),
        (
            json!({"structuredData": data}),
            outputs.clone(),
            json!({"structuredData": data, "structuredOutputs": outputs}),
        ),
    ] {
        assert_eq!(read(analysis.clone(), found).structured_data, Some(expected), "{analysis}");
    }
    assert_eq!(read(json!({}), json!({})).structured_data, None);

    let rubric = json!({"Greeting": {"score": 4, "of": 5}});
    let judged =
        |judgement: Value| read(json!({"successEvaluation": judgement}), json!({})).success_evaluation;
    assert_eq!(judged(rubric.clone()), Some(rubric.to_string()));
    assert_eq!(judged(json!(rubric.to_string())), Some(rubric.to_string()));
    assert_eq!(judged(json!(["pass", "fail"])).as_deref(), Some(r#"["pass","fail"]"#));
    assert_eq!(judged(json!("Good")).as_deref(), Some("Good"));
    assert_eq!(judged(json!({})), None);
}

#[test]
fn a_whole_number_beyond_64_bits_keeps_its_digits() {
    let body = br#"{"message": {"type": "end-of-call-report", "call": {"id": "abc"},
        "analysis": {"structuredData": {"account": 12345678901234567890123, "small": 7}},
        "artifact": {"messages": [{"role": "tool_calls", "toolCalls": [
            {"id": "t", "function": {"name": "pay", "arguments": "{\"account\":12345678901234567890123}"}}]}]}}}"#;
    let facts = observe(body).facts;
    assert_eq!(facts.structured_data, Some(json!({"account": "12345678901234567890123", "small": 7})));
    assert_eq!(facts.turns.unwrap()[0].arguments, Some(json!({"account": "12345678901234567890123"})));
    assert_eq!(facts.raw_data.unwrap()["analysis"]["structuredData"]["account"], "12345678901234567890123");
}

#[test]
fn a_byte_order_mark_before_a_message_is_passed_over() {
    assert_eq!(observe(&[b"\xef\xbb\xbf".as_slice(), REPORT].concat()), observe(REPORT));
}

#[test]
fn a_report_has_every_turn_but_the_prompt() {
    let turns = observe(REPORT).facts.turns.unwrap();
    let roles: Vec<Role> = turns.iter().map(|turn| turn.role).collect();
    let expected =
        [Role::Assistant, Role::Customer, Role::ToolCall, Role::ToolResult, Role::Assistant, Role::Customer];
    assert_eq!(roles, expected);
    assert_eq!(turns[2].arguments, Some(json!({"date": "2026-11-24"})));
    assert_eq!(turns[2].tool_call_id, turns[3].tool_call_id);
    assert_eq!(turns[3].text, "Open slots on Tuesday: 9:00 AM, 2:30 PM.");
    assert_eq!((turns[0].ended_at.unwrap() - turns[0].started_at.unwrap()).num_milliseconds(), 2500);
}

#[test]
fn a_status_update_reads_its_own_status_and_not_the_stale_snapshots() {
    let update = observe(IN_PROGRESS);
    assert_eq!(update.status, Some(Status::InProgress));
    assert!(!update.is_final);
    assert_eq!(update.stamp.rank, SourceRank::Status);
    assert_eq!(update.facts.turns, None);
}

#[test]
fn an_ended_status_has_the_reason_but_is_not_the_record() {
    let update = observe(ENDED);
    assert!(!update.is_final);
    assert_eq!(update.facts.ended_reason.unwrap().reason, "customer-ended-call");
    assert_eq!(update.facts.cost, None);
}

#[test]
fn a_call_that_our_answer_broke_is_our_fault() {
    let reason = observe(NO_ASSISTANT).facts.ended_reason.unwrap();
    assert_eq!(reason.owner, FaultOwner::Tool);
}

#[test]
fn a_retry_with_fresh_links_has_the_same_stamp() {
    let retried = String::from_utf8(REPORT.to_vec())
        .unwrap()
        .replace("\"presignedMonoUrl\": \"", "\"presignedMonoUrl\": \"x");
    assert_ne!(retried.as_bytes(), REPORT);
    assert_eq!(observe(retried.as_bytes()), observe(REPORT));
}

#[test]
fn fields_of_unexpected_types_are_skipped() {
    let body = json!({"message": {
        "type": "end-of-call-report", "timestamp": "2026-11-20T16:00:25.909Z", "cost": "free", "costs": {"a": 1},
        "artifact": {"messages": "none"}, "analysis": {"successEvaluation": false}, "startedAt": 17,
        "customer": {"number": "anonymous"}, "endedReason": 5, "summary": "nul \u{0} byte",
        "call": {"id": "abc", "createdAt": null},
    }});
    let facts = observe(body.to_string().as_bytes()).facts;
    assert_eq!(facts.success_evaluation.as_deref(), Some("false"));
    assert_eq!(facts.summary.as_deref(), Some("nul  byte"));
    assert_eq!((facts.cost, facts.costs, facts.turns, facts.customer_number), (None, None, None, None));
}

#[test]
fn what_postgres_can_not_hold_costs_the_field_and_not_the_call() {
    let body = r#"{"message": {"type": "end-of-call-report", "timestamp": 1795190425909, "endedAt": 1795190418100000,
        "startedAt": 17, "summary": "Waving \ud83d", "call": {"id": "abc"}, "analysis": {"structuredData": {"a\u0000b": 1}},
        "artifact": {"messages": [{"role": "tool_calls", "toolCalls": [
            {"id": "t", "function": {"name": "takeMessage", "arguments": "{\"name\":\"caf\\u0000e\"}"}}]}]}}}"#;
    let facts = observe(body.as_bytes()).facts;
    assert_eq!((facts.started_at, facts.ended_at), (None, None));
    assert_eq!(facts.summary.as_deref(), Some("Waving \u{fffd}"));
    assert_eq!(facts.structured_data, Some(json!({"ab": 1})));
    assert_eq!(facts.turns.unwrap()[0].arguments, Some(json!({"name": "cafe"})));
}

#[test]
fn a_message_without_a_call_is_rejected_by_name() {
    let error = |body: &str| observe_message(body.as_bytes()).unwrap_err().to_string();
    assert_eq!(error("{"), "could not read the payload as JSON");
    assert_eq!(error("{}"), "expected an object at /message");
    assert_eq!(
        error(r#"{"message":{"type":"status-update"}}"#),
        "expected the id of a call at /message/call/id"
    );
    let is_of_no_call = |body: &str| observe_message(body.as_bytes()).unwrap_err().is_of_no_call();
    assert!(is_of_no_call(r#"{"message":{"type":"call-end","call":{"id":"a b"}}}"#));
    assert!(!is_of_no_call("{}") && !is_of_no_call("{"));
}

#[test]
fn a_message_of_too_many_values_is_rejected_as_such() {
    let body = format!(r#"{{"message":{{"type":"hang","a":[{}0]}}}}"#, "0,".repeat(500_000));
    let error = observe_message(body.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "expected a payload of no more than 500000 values");
}

#[test]
fn a_listed_call_is_final_once_it_has_ended_with_a_reason() {
    let listed = |status: &str, reason: Value| {
        observe_api_call(json!({"id": "abc", "status": status, "endedReason": reason, "type": "webCall",
            "createdAt": "2026-11-20T16:00:00Z", "updatedAt": "2026-11-20T16:05:00Z", "cost": 0.1}))
        .unwrap()
    };
    assert!(listed("ended", json!("customer-ended-call")).is_final);
    assert!(!listed("ended", Value::Null).is_final);
    assert!(!listed("in-progress", Value::Null).is_final);
    let call = listed("ended", json!("voicemail"));
    assert_eq!(call.stamp.rank, SourceRank::Record);
    assert_eq!(call.facts.call_type, Some(CallType::Web));
    assert_eq!(call.stamp.at, at("2026-11-20T16:05:00Z"));
}

#[test]
fn a_message_that_is_not_about_its_call_reports_nothing() {
    for body in [r#"{"message":{"type":"hang","call":{"id":"a"}}}"#, r#"{"message":{}}"#] {
        assert_eq!(observe_message(body.as_bytes()).unwrap(), None);
    }
}

#[test]
fn what_is_asked_live_shows_that_the_call_is_there_and_between_whom() {
    for body in [TOOL_CALLS, TRANSFER] {
        let seen = observe(body);
        assert_eq!(seen.status, Some(Status::InProgress));
        assert_eq!(seen.stamp.rank, SourceRank::Status);
        assert!(!seen.is_final);
        let facts = seen.facts;
        assert_eq!(facts.call_type, Some(CallType::Inbound));
        assert_eq!(facts.placed_at, Some(at("2026-11-20T16:00:00.478Z")));
        assert_eq!(facts.customer_number.unwrap().as_str(), "+14155550199");
        assert_eq!(facts.line_number.unwrap().as_str(), "+14155550100");
        assert_eq!(facts.assistant_name.as_deref(), Some("Front desk"));
        assert!(facts.vapi_assistant_id.is_some() && facts.vapi_phone_number_id.is_some());
        // The conversation is half said: it comes with the end.
        assert_eq!((facts.turns, facts.raw_data), (None, None));
    }
    assert_eq!(observe(TOOL_CALLS).stamp.at, at("2026-11-20T16:00:08.950Z"));
}

#[test]
fn a_call_that_asks_for_an_assistant_rings() {
    let seen = observe(ASSISTANT_REQUEST);
    assert_eq!((seen.status, seen.facts.vapi_assistant_id), (Some(Status::Ringing), None));
}

#[test]
fn a_live_question_without_a_call_reports_nothing_of_one() {
    let bare = include_bytes!("../../fixtures/legacy/function.json");
    assert_eq!(observe_message(bare).unwrap(), None);
}

#[test]
fn old_shapes_report_the_same_of_a_call_as_todays() {
    let started = observe(include_bytes!("../../fixtures/legacy/call-start.json"));
    assert_eq!((started.status, started.is_final), (Some(Status::InProgress), false));
    assert_eq!(started.facts.started_at, Some(at("2026-11-20T16:00:02.649Z")));
    assert_eq!(started.facts.line_number.unwrap().as_str(), "+14155550100");

    let ended = observe(include_bytes!("../../fixtures/legacy/call-end.json"));
    assert_eq!((ended.status, ended.is_final), (Some(Status::Ended), true));
    let facts = ended.facts;
    assert_eq!(facts.started_at, Some(at("2026-11-20T16:00:02.649Z")));
    assert_eq!(facts.ended_at, Some(at("2026-11-20T16:00:25.909Z")));
    assert_eq!(facts.cost, Some(Micros(19_600)));
    assert_eq!(facts.ended_reason.unwrap().reason, "customer-ended-call");
    assert_eq!(facts.turns.unwrap().len(), 2);
    assert_eq!(facts.success_evaluation.as_deref(), Some("false"));
    assert!(facts.recording_url.is_some() && facts.summary.is_some() && facts.transcript.is_some());
    assert_eq!(facts.vapi_assistant_id.as_deref(), Some("054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921"));

    let live = observe(include_bytes!("../../fixtures/legacy/function-call.json"));
    assert_eq!(live.status, Some(Status::InProgress));
}

#[test]
fn a_kept_body_reports_the_same_of_a_call_as_the_received() {
    for body in [REPORT, ENDED, IN_PROGRESS, TOOL_CALLS] {
        let kept = redacted_body(body);
        assert_ne!(kept, body);
        assert_eq!(observe(&kept), observe(body));
    }
}

#[test]
fn a_number_that_is_too_large_costs_the_field_and_not_the_call() {
    let body = br#"{"message": {"type": "end-of-call-report", "cost": 1e999, "summary": "Done.", "call": {"id": "abc"}}}"#;
    let facts = observe(body).facts;
    assert_eq!((facts.cost, facts.summary.as_deref()), (None, Some("Done.")));
}

#[test]
fn a_transfer_update_shows_where_the_call_is_sent_on_to_and_no_status() {
    let body = json!({"message": {
        "type": "transfer-update", "timestamp": "2026-11-20T16:00:25.909Z", "call": {"id": "abc"},
        "destination": {"type": "number", "number": "+14155550142"},
    }});
    let seen = observe(body.to_string().as_bytes());
    assert_eq!((seen.status, seen.is_final, seen.stamp.rank), (None, false, SourceRank::Status));
    assert_eq!(seen.facts.destination.unwrap().as_str(), "+14155550142");
    assert_eq!(seen.facts.sent_on[0].at, seen.stamp.at);
    assert_eq!(seen.facts.raw_data, None);
}

#[test]
fn a_report_has_its_assistants_and_its_transfers() {
    let mut body: Value = serde_json::from_slice(REPORT).unwrap();
    body["message"]["artifact"]["transfers"] =
        json!([{"destination": {"type": "number", "number": "+14155550142"}, "status": "no-answer"}]);
    let facts = observe(body.to_string().as_bytes()).facts;
    assert_eq!(facts.transfers.unwrap()[0].status.as_deref(), Some("no-answer"));
    assert_eq!(facts.assistants.unwrap()[0].name.as_deref(), Some("Front desk"));
    assert_eq!((facts.destination, facts.sent_on), (None, Vec::new()));
}

/// The customer's number of a report over a line, as it is read.
fn customer(number: &Value, line: &str) -> Option<String> {
    let body = json!({"message": {"type": "end-of-call-report", "phoneNumber": {"number": line},
        "customer": {"number": number}, "call": {"id": "abc"}}});
    observe(body.to_string().as_bytes()).facts.customer_number.map(String::from)
}

#[test]
fn a_number_is_read_with_the_country_of_its_line() {
    for (number, line, read) in [
        ("442079460958", "+442079460000", "+442079460958"),
        ("02079460958", "+442079460000", "+442079460958"),
        ("00442079460958", "+14155550100", "+442079460958"),
        ("sip:+442079460958@host", "+14155550100", "+442079460958"),
        ("tel:+442079460958", "", "+442079460958"),
        ("+1 415\u{a0}555\u{a0}0199", "+14155550100", "+14155550199"),
        ("+14155550199;ext=5", "+14155550100", "+14155550199"),
        ("+4155550199", "+14155550100", "+14155550199"),
        ("89161234567", "+74951234500", "+79161234567"),
        ("+5215512345678", "+525512340000", "+5215512345678"),
        // Without a country it stays as it was received.
        ("02079460958", "", "02079460958"),
        ("442079460958", "", "442079460958"),
        ("sip:alice@example.com", "+14155550100", "sip:alice@example.com"),
        ("1001", "+14155550100", "1001"),
    ] {
        assert_eq!(customer(&json!(number), line).as_deref(), Some(read), "{number} over {line}");
    }
}

#[test]
fn a_withheld_number_is_none() {
    for number in
        ["+266696687", "266696687", "+7378742833", "7378742833", "+2562533", "+8656696", "+86282452253"]
    {
        assert_eq!(customer(&json!(number), "+14155550100"), None, "{number}");
    }
    for number in
        ["anonymous", "Restricted", "private", "sip:anonymous@anonymous.invalid", "null", "{{number}}"]
    {
        assert_eq!(customer(&json!(number), "+14155550100"), None, "{number}");
    }
}

#[test]
fn each_field_of_a_customer_is_read_from_the_first_place_that_has_it() {
    let named = |message: &str, call: &str| {
        let body = json!({"message": {"type": "end-of-call-report",
            "customer": {"number": "+14155550199", "name": message},
            "call": {"id": "abc", "customer": {"number": "+14155550111", "name": call, "email": "a@example.com"}}}});
        observe(body.to_string().as_bytes()).facts
    };
    for (message, call, name) in [
        ("", "Ana", Some("Ana")),
        ("null", "Ana", Some("Ana")),
        ("{{customer.name}}", "Ana", Some("Ana")),
        ("Bob", "Ana", Some("Bob")),
        ("undefined", "N/A", None),
        ("Christopher Null", "", Some("Christopher Null")),
    ] {
        let facts = named(message, call);
        assert_eq!(facts.customer_name.as_deref(), name, "{message:?} and {call:?}");
        assert_eq!(facts.customer_number.unwrap().as_str(), "+14155550199");
        assert_eq!(facts.customer_info.unwrap()["email"], "a@example.com");
    }
}
