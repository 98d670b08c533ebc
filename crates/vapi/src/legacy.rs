//! The shapes that messages had before Vapi's of today, and that old callers still send: no `message` around
//! them, `call-start` and `call-end` with everything in `call`, a function by its bare name.
//!
//! A body is kept and published as it was received; whoever reads it here reads it as if it were of today.

use std::mem::take;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::json::{moment, number};
use crate::lenient;
use crate::routing::{routing_word, todays_word};
use crate::times::call_length;
use crate::tokens::has_more_values_than;

/// At most 50,000 values: a body is read whole here, perhaps before it is verified. No old message has nearly
/// as many, so a larger body is not of an old shape.
const MAX_VALUES: usize = 50_000;

/// What stood in `call` and stands beside it today: in any message, and in one about the end of a call.
const OF_ANY: [&str; 3] = ["assistant", "customer", "phoneNumber"];
const OF_AN_END: [&str; 12] = [
    "analysis",
    "artifact",
    "cost",
    "costBreakdown",
    "costs",
    "endedAt",
    "endedReason",
    "messages",
    "recordingUrl",
    "stereoRecordingUrl",
    "summary",
    "transcript",
];

/// A message of an old shape, in today's.
pub(crate) struct Old {
    /// The sender's own word, where today's is another.
    pub(crate) alias: Option<&'static str>,
    pub(crate) message: Value,
}

impl Old {
    pub(crate) fn body(&self) -> Vec<u8> {
        json!({ "message": self.message }).to_string().into_bytes()
    }
}

/// Today's body for one of an old shape; `None` for what is of today's shape already, or of none.
pub fn normalise(body: &[u8]) -> Option<Vec<u8>> {
    read(body).map(|old| old.body())
}

pub(crate) fn read(body: &[u8]) -> Option<Old> {
    if has_more_values_than(MAX_VALUES, body) {
        return None;
    }
    of(&mut lenient::parse_value(body).ok()?)
}

pub(crate) fn is_alias(kind: &str) -> bool {
    todays_word(kind).is_some()
}

/// Takes the message out of a body of an old shape; leaves any other as it was.
pub(crate) fn of(body: &mut Value) -> Option<Old> {
    let wrapped = body.get("message").is_some_and(Value::is_object);
    let message = if wrapped { body.get_mut("message")? } else { body };
    let kind = message.get("type").and_then(Value::as_str).map(|kind| kind.trim().to_owned());
    let members = message.as_object_mut()?;
    let (alias, message) = match kind.as_deref() {
        Some("call-start") => (Some("call-start"), started(take(members))),
        Some("call-end") => (Some("call-end"), ended(take(members))),
        _ if wrapped => return None,
        // Not any JSON that happens to have a type.
        Some(kind) if routing_word(kind) != "other" || members.get("call").is_some_and(Value::is_object) => {
            (None, Value::Object(take(members)))
        }
        Some(_) => return None,
        None => (None, function_call(members)?),
    };
    Some(Old { alias, message })
}

fn started(mut message: Map<String, Value>) -> Value {
    lift(&mut message, &OF_ANY);
    lift(&mut message, &["startedAt"]);
    if let (None, Some(at)) = (message.get("startedAt"), moment_of(&message, "timestamp")) {
        message.insert("startedAt".to_owned(), text_of(at));
    }
    message.insert("status".to_owned(), json!("in-progress"));
    typed(message, "status-update")
}

fn ended(mut message: Map<String, Value>) -> Value {
    lift(&mut message, &OF_ANY);
    lift(&mut message, &OF_AN_END);
    lift(&mut message, &["startedAt", "duration"]);
    // Seconds: these callers copied them into `duration_seconds`.
    let duration = message.get("duration").cloned().unwrap_or_default();
    let lasted = number(&duration, "").and_then(|seconds| call_length(seconds * 1_000.0));
    if lasted.is_some() {
        message.entry("durationSeconds").or_insert(duration);
    }
    let started = moment_of(&message, "startedAt");
    let ended = moment_of(&message, "endedAt")
        .or_else(|| Some(started? + lasted?))
        .or_else(|| moment_of(&message, "timestamp"));
    let started = started.or_else(|| Some(ended? - lasted?));
    for (name, at) in [("startedAt", started), ("endedAt", ended)] {
        if let Some(at) = at {
            message.insert(name.to_owned(), text_of(at));
        }
    }
    typed(message, "end-of-call-report")
}

/// `{"function": "bookAppointment", "parameters": {…}}`.
fn function_call(members: &mut Map<String, Value>) -> Option<Value> {
    let name = members.get("function")?.as_str().filter(|name| !name.trim().is_empty())?.to_owned();
    let mut message = take(members);
    message.remove("function");
    let parameters = message.remove("parameters").unwrap_or_default();
    message.insert("functionCall".to_owned(), json!({ "name": name, "parameters": parameters }));
    Some(typed(message, "function-call"))
}

/// Moves what stands in `call` to beside it, unless it stands there already.
fn lift(message: &mut Map<String, Value>, names: &[&str]) {
    let Some(mut call) = message.remove("call") else { return };
    for name in names {
        let lifted =
            call.as_object_mut().filter(|_| !message.contains_key(*name)).and_then(|call| call.remove(*name));
        if let Some(value) = lifted {
            message.insert((*name).to_owned(), value);
        }
    }
    message.insert("call".to_owned(), call);
}

fn typed(mut message: Map<String, Value>, kind: &str) -> Value {
    message.insert("type".to_owned(), json!(kind));
    Value::Object(message)
}

fn moment_of(message: &Map<String, Value>, name: &str) -> Option<DateTime<Utc>> {
    moment(message.get(name)?, "")
}

fn text_of(at: DateTime<Utc>) -> Value {
    json!(at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today(body: &str) -> Option<Value> {
        normalise(body.as_bytes()).map(|today| serde_json::from_slice(&today).unwrap())
    }

    #[test]
    fn what_is_of_today_is_left_alone() {
        assert_eq!(normalise(include_bytes!("../fixtures/end-of-call-report.json")), None);
        for body in
            ["", "[]", "7", r#"{"type":"x"}"#, r#"{"message":{"type":"x","call":{}}}"#, r#"{"function":7}"#]
        {
            assert_eq!(today(body), None, "{body}");
        }
    }

    #[test]
    fn a_message_without_its_wrapping_is_wrapped() {
        let hang = r#"{"type":"hang","call":{"id":"a"}}"#;
        assert_eq!(today(hang), Some(json!({"message": {"type": "hang", "call": {"id": "a"}}})));
        let unknown = r#"{"type":"new","call":{"id":"a"},"message":"text"}"#;
        let expected = json!({"message": {"type": "new", "call": {"id": "a"}, "message": "text"}});
        assert_eq!(today(unknown), Some(expected));
    }

    #[test]
    fn what_has_too_many_values_to_build_is_of_no_shape() {
        let wide = |objects: usize| {
            today(&format!(
                r#"{{"type":"hang","call":{{"id":"a"}},"a":[{}0]}}"#,
                r#"{"":0},"#.repeat(objects)
            ))
        };
        assert!(wide(10_000).is_some());
        assert_eq!(wide(20_000), None);
    }

    #[test]
    fn a_start_is_a_status_and_an_end_a_report() {
        let started =
            r#"{"type":"call-start","timestamp":1795190402649,"call":{"id":"a","assistant":{"id":"b"}}}"#;
        let expected = json!({"message": {
            "type": "status-update", "status": "in-progress", "timestamp": 1_795_190_402_649_i64,
            "startedAt": "2026-11-20T16:00:02.649Z", "call": {"id": "a"}, "assistant": {"id": "b"},
        }});
        assert_eq!(today(started), Some(expected));

        let ended = r#"{"type":"call-end","call":{"id":"a","summary":"theirs","cost":1},"summary":"ours"}"#;
        let expected = json!({"message": {
            "type": "end-of-call-report", "call": {"id": "a", "summary": "theirs"}, "cost": 1, "summary": "ours",
        }});
        assert_eq!(today(ended), Some(expected));
    }

    #[test]
    fn the_times_of_a_call_are_known_where_they_can_be() {
        let times = |members: &str| {
            let today = today(&format!(r#"{{"type":"call-end","call":{{{members}}}}}"#)).unwrap();
            let time = |name: &str| today["message"].get(name).and_then(Value::as_str).map(str::to_owned);
            (time("startedAt"), time("endedAt"))
        };
        let (start, end) = ("2026-11-20T16:00:00.000Z", "2026-11-20T16:01:30.500Z");
        let both = (Some(start.to_owned()), Some(end.to_owned()));
        assert_eq!(times(&format!(r#""startedAt":"{start}","duration":90.5"#)), both);
        assert_eq!(times(&format!(r#""endedAt":"{end}","duration":90.5"#)), both);
        assert_eq!(times(&format!(r#""endedAt":"{end}","duration":"90.5""#)), both);
        assert_eq!(times(r#""duration":90.5"#), (None, None));
        assert_eq!(times(&format!(r#""endedAt":"{end}","duration":1e300"#)), (None, Some(end.to_owned())));
    }

    #[test]
    fn without_another_time_an_end_is_when_it_was_reported() {
        let ended = r#"{"type":"call-end","timestamp":"2026-11-20T16:01:30Z","call":{"duration":90}}"#;
        let today = today(ended).unwrap();
        assert_eq!(today["message"]["startedAt"], "2026-11-20T16:00:00.000Z");
        assert_eq!(today["message"]["endedAt"], "2026-11-20T16:01:30.000Z");
    }

    #[test]
    fn a_bare_function_is_a_function_call() {
        let bare = r#"{"function":"book","parameters":{"day":"friday"},"call":{"id":"a"}}"#;
        let expected = json!({"message": {
            "type": "function-call", "call": {"id": "a"},
            "functionCall": {"name": "book", "parameters": {"day": "friday"}},
        }});
        assert_eq!(today(bare), Some(expected));
    }
}
