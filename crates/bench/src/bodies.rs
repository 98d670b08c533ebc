//! What is posted: messages as Vapi sends them, each of a call of its own.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::stage::now;

/// The size of the reports: a call of a few minutes.
pub(crate) const REPORT_BYTES: usize = 20_000;

/// The report of a new call.
pub(crate) fn new_report() -> String {
    report(&Uuid::new_v4().to_string(), now())
}

/// A report of about `REPORT_BYTES`.
pub(crate) fn report(call: &str, at: DateTime<Utc>) -> String {
    let mut body = message("end-of-call-report", call, at);
    let started = at - chrono::TimeDelta::seconds(90);
    let fields = json!({
        "endedReason": "customer-ended-call",
        "startedAt": started.to_rfc3339(),
        "endedAt": at.to_rfc3339(),
        "cost": 0.0196,
        "analysis": {"summary": "The caller asked about opening hours."},
        "artifact": {"messages": turns(started)},
    });
    merge(&mut body, fields);
    body.to_string()
}

/// A small one: that the call goes on.
pub(crate) fn status_update(call: &str, at: DateTime<Utc>) -> String {
    let mut body = message("status-update", call, at);
    merge(&mut body, json!({"status": "in-progress"}));
    body.to_string()
}

pub(crate) fn tool_calls(call: &str, at: DateTime<Utc>, (tool, arguments): (&str, &Value)) -> String {
    let mut body = message("tool-calls", call, at);
    let id = format!("call_{}", call.replace('-', ""));
    let calls = json!([{"id": id, "type": "function", "function": {"name": tool, "arguments": arguments}}]);
    merge(&mut body, json!({"toolCallList": calls}));
    body.to_string()
}

fn message(kind: &str, call: &str, at: DateTime<Utc>) -> Value {
    json!({"message": {
        "type": kind,
        "timestamp": at.timestamp_millis(),
        "call": {
            "id": call,
            "type": "inboundPhoneCall",
            "createdAt": at.to_rfc3339(),
            "customer": {"number": "+14155550199"},
        },
    }})
}

fn merge(body: &mut Value, fields: Value) {
    if let (Some(message), Value::Object(fields)) =
        (body.get_mut("message").and_then(Value::as_object_mut), fields)
    {
        message.extend(fields);
    }
}

/// Turns of a conversation, as many as fill the report.
fn turns(started: DateTime<Utc>) -> Vec<Value> {
    const SAID: &str =
        "Could you tell me when you are open on Saturday, and whether I can park behind the building?";
    const TURN_BYTES: usize = 260;
    let turns = REPORT_BYTES / TURN_BYTES;
    (0..turns)
        .map(|turn| {
            let from = started.timestamp_millis() + i64::try_from(turn).unwrap_or_default() * 1000;
            json!({
                "role": if turn % 2 == 0 { "bot" } else { "user" },
                "message": SAID,
                "time": from,
                "endTime": from + 900,
                "secondsFromStart": turn,
                "duration": 900,
                "source": "",
            })
        })
        .collect()
}
