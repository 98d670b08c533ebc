//! Bodies that nobody should send.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vapi::{Envelope, EnvelopeError, legacy, observe_message, redacted_body};

const FIXTURES: [&[u8]; 11] = [
    include_bytes!("../../fixtures/assistant-request.json"),
    include_bytes!("../../fixtures/end-of-call-report.json"),
    include_bytes!("../../fixtures/legacy/call-end.json"),
    include_bytes!("../../fixtures/legacy/call-start.json"),
    include_bytes!("../../fixtures/legacy/function-call.json"),
    include_bytes!("../../fixtures/legacy/function.json"),
    include_bytes!("../../fixtures/status-update.ended.assistant-request-failed.json"),
    include_bytes!("../../fixtures/status-update.ended.json"),
    include_bytes!("../../fixtures/status-update.in-progress.json"),
    include_bytes!("../../fixtures/tool-calls.json"),
    include_bytes!("../../fixtures/transfer-destination-request.json"),
];

/// Names that mean something to one of the readers.
const NAMES: [&str; 40] = [
    "message",
    "type",
    "timestamp",
    "call",
    "id",
    "orgId",
    "createdAt",
    "monitor",
    "controlUrl",
    "customer",
    "number",
    "name",
    "assistant",
    "assistantId",
    "assistantOverrides",
    "metadata",
    "organization_id",
    "transcriber",
    "language",
    "server",
    "timeoutSeconds",
    "phoneNumber",
    "toolCallList",
    "toolCalls",
    "toolWithToolCallList",
    "toolCall",
    "function",
    "functionCall",
    "arguments",
    "parameters",
    "status",
    "startedAt",
    "endedAt",
    "duration",
    "cost",
    "costs",
    "artifact",
    "messages",
    "role",
    "secret",
];

const WORDS: [&str; 16] = [
    "status-update",
    "end-of-call-report",
    "tool-calls",
    "function-call",
    "call-start",
    "call-end",
    "assistant-request",
    "handoff-destination-request",
    "transcript",
    "in-progress",
    "ended",
    "tool_calls",
    "{\"a\":1}",
    "{",
    "\0",
    "2026-11-20T16:00:00Z",
];

/// Reads a body in every way that there is, and checks what must hold of any.
fn read(body: &[u8]) {
    let envelope = Envelope::parse(body);
    let observed = observe_message(body);
    let kept = redacted_body(body);
    if let Ok(envelope) = &envelope {
        assert!(!envelope.kind.is_empty() && !envelope.kind.contains('\0'));
        // Whatever is accepted can be worked on later: it may lack its call, but it is JSON and
        // has its message.
        let is_unreadable =
            matches!(&observed, Err(error) if !error.to_string().starts_with("expected the id"));
        assert!(!is_unreadable, "accepted, but {observed:?}");
    }
    assert_eq!(redacted_body(&kept), kept);
    assert_eq!(Envelope::parse(&kept).is_ok(), envelope.is_ok());
    if let Some(today) = legacy::normalise(body) {
        assert_eq!(legacy::normalise(&today), None);
    }
}

/// Where a body makes a reader panic, the test shows which.
fn read_or_show(body: &[u8]) {
    catch_unwind(AssertUnwindSafe(|| read(body)))
        .unwrap_or_else(|_| panic!("on {:?}", String::from_utf8_lossy(body)));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(&WORDS[..]).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name = prop_oneof![
        8 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::Array),
            3 => vec((name.clone(), inner), 0..8).prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// A message with anything in it.
fn any_message() -> impl Strategy<Value = Value> {
    (prop::sample::select(&WORDS[..]), any_json(), any::<bool>()).prop_map(
        |(kind, mut message, is_wrapped)| {
            if let Value::Object(members) = &mut message {
                members.insert("type".to_owned(), kind.into());
            }
            if is_wrapped { json!({ "message": message }) } else { message }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_bytes_bring_a_reader_down(body in vec(any::<u8>(), 0..200)) {
        read(&body);
    }

    #[test]
    fn no_json_brings_a_reader_down(message in any_message()) {
        read(message.to_string().as_bytes());
    }

    #[test]
    fn no_change_of_a_message_brings_a_reader_down(
        fixture in prop::sample::select(&FIXTURES[..]),
        at in any::<prop::sample::Index>(),
        put in vec(prop_oneof![
            prop::sample::select(&b"{}[]\",:\\u0123456789dDeE+-.\0\xff tfn"[..]), any::<u8>()
        ], 0..6),
        cut in 0_usize..6,
    ) {
        let mut body = fixture.to_vec();
        let at = at.index(body.len());
        let end = (at + cut).min(body.len());
        body.splice(at..end, put);
        read(&body);
    }

    #[test]
    fn no_type_in_the_place_of_another_brings_a_reader_down(
        fixture in prop::sample::select(&FIXTURES[..]),
        at in any::<prop::sample::Index>(),
        other in any_json(),
    ) {
        let mut body: Value = serde_json::from_slice(fixture).unwrap();
        let places = places(&body, "");
        *body.pointer_mut(at.get::<String>(&places)).unwrap() = other;
        read(body.to_string().as_bytes());
    }
}

fn places(value: &Value, pointer: &str) -> Vec<String> {
    let mut found = vec![pointer.to_owned()];
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                found.extend(places(item, &format!("{pointer}/{index}")));
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                found.extend(places(member, &format!("{pointer}/{name}")));
            }
        }
        _ => {}
    }
    found
}

#[test]
fn a_message_that_breaks_off_anywhere_is_rejected() {
    for fixture in FIXTURES {
        let body = serde_json::from_slice::<Value>(fixture).unwrap().to_string().into_bytes();
        for end in 0..body.len() {
            let cut = &body[..end];
            assert!(matches!(Envelope::parse(cut), Err(EnvelopeError::Json { .. })), "{end}");
            assert!(observe_message(cut).is_err(), "{end}");
            assert!(redacted_body(cut) == cut && legacy::normalise(cut).is_none(), "{end}");
        }
    }
}

#[test]
fn any_depth_is_read_or_rejected() {
    let places: [fn(&str) -> String; 5] = [
        |deep| deep.to_owned(),
        |deep| format!(r#"{{"message":{deep}}}"#),
        |deep| format!(r#"{{"message":{{"type":"end-of-call-report","call":{{"id":"a"}},"costs":{deep}}}}}"#),
        |deep| {
            format!(r#"{{"message":{{"type":"tool-calls","toolCalls":[{{"id":"a","arguments":{deep}}}]}}}}"#)
        },
        |deep| format!(r#"{{"type":"call-end","call":{{"id":"a","messages":{deep}}}}}"#),
    ];
    for depth in (1..200).chain([500, 1_000, 2_000, 100_000]) {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
            let deep = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            for place in places {
                read_or_show(place(&deep).as_bytes());
                read_or_show(place(&open.repeat(depth)).as_bytes());
            }
            let in_text =
                json!({"message": {"type": "tool-calls", "toolCalls": [{"id": "a", "arguments": deep}]}});
            let envelope = Envelope::parse(in_text.to_string().as_bytes()).unwrap();
            assert_eq!(envelope.tool_calls[0].arguments.is_ok(), open != "[" && depth < 128, "{depth}");
        }
    }
}

#[test]
fn no_value_in_any_place_makes_a_verified_message_unreadable() {
    let huge = "9".repeat(10_000);
    for value in
        ["1e999", "-1E+400", &huge, r#""\ud83d""#, r#""\udc00\ud800""#, "\"\u{0}\"", r#""\u0000""#, "1e-999"]
    {
        // A control character that is not escaped is no JSON, whoever sends it.
        let is_json = !value.contains('\0');
        for name in NAMES {
            let body = format!(
                r#"{{"message":{{"{name}":{value},"call":{{"{name}":{value}}},"artifact":[{value}]}},"{name}":{value}}}"#
            );
            read_or_show(body.as_bytes());
            if name != "message" && name != "type" && name != "call" {
                let body = body.replacen('{', r#"{"type":"hang","#, 2).replacen(r#"{"type":"hang","#, "{", 1);
                assert_eq!(Envelope::parse(body.as_bytes()).is_ok(), is_json, "{name}");
            }
        }
    }
}

#[test]
fn what_is_large_is_read_in_a_time_that_grows_with_it() {
    // Some megabyte each; unoptimised, going over it as often as `read` does needs a second or so.
    const LIMIT: Duration = Duration::from_secs(20);
    let bodies = [
        format!(r#"{{"message":{{"type":"hang","artifact":"{}"}}}}"#, r"\ud83d".repeat(200_000)),
        format!(r#"{{"message":{{"type":"hang","call":"{}"}}}}"#, "x".repeat(1_000_000)),
        format!(r#"{{"message":{{"type":"tool-calls","toolCalls":[{}1]}}}}"#, "{},".repeat(350_000)),
        format!(r#"{{"message":{{"type":"hang","cost":{}}}}}"#, "9".repeat(1_000_000)),
        format!(r#"{{"secret":{}1{}}}"#, "[".repeat(500_000), "]".repeat(500_000)),
        "\"secret\":".repeat(100_000),
        "\\".repeat(1_000_000),
    ];
    for body in bodies {
        let started = Instant::now();
        read(body.as_bytes());
        let shown = body.get(..40).unwrap_or_default();
        assert!(started.elapsed() < LIMIT, "{shown} took {:?}", started.elapsed());
    }
}

#[test]
fn no_width_of_a_body_takes_many_times_its_memory() {
    type IsAsExpected = fn(Option<Envelope>) -> bool;
    const MOST_KIB: u64 = 64 * 1024;
    let wide = r#"{"":0},"#.repeat(500_000);
    let call = format!(r#"{{"arguments":[{}0]}},"#, r#"{"":0},"#.repeat(9_000)).repeat(130);
    let bodies: [(String, IsAsExpected); 6] = [
        (format!(r#"{{"a":[{wide}0]}}"#), |read| read.is_none()),
        (format!(r#"{{"type":"hang","call":{{"id":"a"}},"a":[{wide}0]}}"#), |read| read.is_none()),
        (format!(r#"{{"message":{{"type":"hang","parameters":[{wide}0]}}}}"#), |read| {
            read.unwrap().parameters.is_null()
        }),
        (format!(r#"{{"message":{{"type":"hang","timestamp":[{wide}0]}}}}"#), |read| {
            read.unwrap().timestamp.is_none()
        }),
        (format!(r#"{{"message":{{"type":"hang","toolCalls":[{wide}0]}}}}"#), |read| {
            read.unwrap().tool_calls.len() == 128
        }),
        (format!(r#"{{"message":{{"type":"hang","toolCallList":[{call}0]}}}}"#), |read| {
            read.unwrap().tool_calls.len() == 128
        }),
    ];
    let before = peak_kib();
    for (body, is_as_expected) in bodies {
        let shown = body.get(..60).unwrap_or_default();
        assert!(is_as_expected(Envelope::parse(body.as_bytes()).ok()), "{shown}");
        assert_eq!(legacy::normalise(body.as_bytes()), None);
        assert!(observe_message(body.as_bytes()).is_err(), "{shown}");
        assert!(peak_kib() - before < MOST_KIB, "{shown} took {} KiB", peak_kib() - before);
    }
}

/// The most memory that this process has had.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}
