//! When a call began and ended and how long it was, each from the best source that there is.

use chrono::{DateTime, TimeDelta, Utc};
use domain::usage::LONGEST_CALL;
use serde_json::Value;

use crate::json::{moment, number};

/// What is read of the times of a call.
pub(crate) struct Times {
    pub(crate) reported: Bounds,
    /// What is not reported but follows from what is.
    pub(crate) derived: Bounds,
    /// How long the call was by Vapi's own count.
    pub(crate) lasted: Option<TimeDelta>,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Bounds {
    pub(crate) started_at: Option<DateTime<Utc>>,
    pub(crate) ended_at: Option<DateTime<Utc>>,
}

impl Times {
    /// Of a message or a listed call; what it lacks is looked for in its `call`.
    pub(crate) fn of(source: &Value, call: &Value) -> Self {
        let first = |pointer| moment(source, pointer).or_else(|| moment(call, pointer));
        // A snapshot from the call's creation has counted nothing yet.
        let lasted = lasted(source).or_else(|| lasted(call).filter(|lasted| !lasted.is_zero()));
        let bounds = Bounds { started_at: first("/startedAt"), ended_at: first("/endedAt") };
        let sent_at = moment(source, "/timestamp").or_else(|| moment(source, "/updatedAt"));
        let reported = in_order(bounds, lasted, sent_at);
        Self { reported, derived: derived(source, reported, lasted), lasted }
    }
}

/// A call does not end before it starts: of two times in the wrong order at most one can be kept, unless they
/// stand for each other.
fn in_order(bounds: Bounds, lasted: Option<TimeDelta>, sent_at: Option<DateTime<Utc>>) -> Bounds {
    /// Within a second: Vapi rounds its count.
    const TOLERANCE: TimeDelta = TimeDelta::seconds(1);
    let (Some(start), Some(end)) = (bounds.started_at, bounds.ended_at) else { return bounds };
    if start <= end {
        return bounds;
    }
    if lasted.is_some_and(|lasted| (start - end - lasted).abs() <= TOLERANCE) {
        return Bounds { started_at: Some(end), ended_at: Some(start) };
    }
    // Nothing is reported before it has happened.
    if sent_at.is_some_and(|sent_at| sent_at < start) {
        Bounds { started_at: None, ..bounds }
    } else {
        Bounds { ended_at: None, ..bounds }
    }
}

fn derived(source: &Value, reported: Bounds, lasted: Option<TimeDelta>) -> Bounds {
    let Bounds { started_at, ended_at } = reported;
    match (started_at, ended_at) {
        (Some(_), Some(_)) => Bounds::default(),
        (None, Some(end)) => {
            let began = || beginning(source).filter(|start| *start <= end);
            Bounds { started_at: lasted.map(|lasted| end - lasted).or_else(began), ended_at: None }
        }
        (Some(start), None) => Bounds { started_at: None, ended_at: lasted.map(|lasted| start + lasted) },
        (None, None) => {
            let start = beginning(source);
            Bounds { started_at: start, ended_at: start.zip(lasted).map(|(start, lasted)| start + lasted) }
        }
    }
}

/// When the conversation began, by the first message in it that has its time.
fn beginning(source: &Value) -> Option<DateTime<Utc>> {
    let lists = ["/artifact/messages", "/messages"].into_iter().filter_map(|list| source.pointer(list));
    lists.filter_map(Value::as_array).flatten().find_map(|message| {
        let into_call =
            number(message, "/secondsFromStart").and_then(|seconds| call_length(seconds * 1_000.0));
        Some(moment(message, "/time")? - into_call.unwrap_or_default())
    })
}

/// How long the call was, where that is reported, whatever it is counted in.
fn lasted(place: &Value) -> Option<TimeDelta> {
    const MILLISECONDS: [(&str, f64); 3] =
        [("/durationSeconds", 1_000.0), ("/durationMs", 1.0), ("/durationMinutes", 60_000.0)];
    MILLISECONDS
        .iter()
        .find_map(|(pointer, milliseconds)| call_length(number(place, pointer)? * milliseconds))
}

/// As long as a call can be.
pub(crate) fn call_length(milliseconds: f64) -> Option<TimeDelta> {
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond an i64 is longer than any call")]
    let lasted = TimeDelta::try_milliseconds(milliseconds.round() as i64)?;
    (TimeDelta::zero()..=LONGEST_CALL).contains(&lasted).then_some(lasted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const START: &str = "2026-11-20T16:00:00Z";
    const END: &str = "2026-11-20T16:01:13Z";

    fn at(text: &str) -> Option<DateTime<Utc>> {
        text.parse().ok()
    }

    /// The start and the end that are reported, and those that are derived.
    fn times(source: &Value) -> [Option<DateTime<Utc>>; 4] {
        let Times { reported, derived, .. } = Times::of(source, &source["call"]);
        [reported.started_at, reported.ended_at, derived.started_at, derived.ended_at]
    }

    #[test]
    fn what_is_reported_is_not_derived() {
        let source = json!({"startedAt": START, "endedAt": END, "durationSeconds": 7});
        assert_eq!(times(&source), [at(START), at(END), None, None]);
        let in_call = json!({"call": {"startedAt": START, "endedAt": END}});
        assert_eq!(times(&in_call), [at(START), at(END), None, None]);
    }

    #[test]
    fn a_duration_leads_from_one_end_to_the_other() {
        for (name, duration) in [
            ("durationSeconds", json!(73)),
            ("durationSeconds", json!("73")),
            ("durationSeconds", json!(73.0001)),
            ("durationMs", json!(73_000)),
            ("durationMinutes", json!(1.216_666_7)),
        ] {
            let from_end = json!({"endedAt": END, name: duration});
            assert_eq!(times(&from_end), [None, at(END), at(START), None], "{from_end}");
            let from_start = json!({"startedAt": START, name: duration});
            assert_eq!(times(&from_start), [at(START), None, None, at(END)], "{from_start}");
            let in_call = json!({"endedAt": END, "call": {name: duration}});
            assert_eq!(times(&in_call), [None, at(END), at(START), None], "{in_call}");
        }
    }

    #[test]
    fn a_duration_that_no_call_has_is_none() {
        for duration in [json!(-1), json!(73_000), json!(1e300), json!("long"), json!(null)] {
            let source = json!({"durationSeconds": duration, "endedAt": END});
            assert!(Times::of(&source, &Value::Null).lasted.is_none(), "{duration}");
        }
        // Milliseconds under the name of seconds, with the right ones beside them.
        let source = json!({"durationSeconds": 73_000, "durationMs": 73_000, "endedAt": END});
        assert_eq!(times(&source), [None, at(END), at(START), None]);
        let snapshot = json!({"call": {"durationSeconds": 0}});
        assert!(Times::of(&snapshot, &snapshot["call"]).lasted.is_none());
        assert!(Times::of(&json!({"durationSeconds": 0}), &Value::Null).lasted.is_some());
    }

    #[test]
    fn without_more_a_call_begins_with_its_conversation() {
        let messages = json!([{"role": "bot"}, {"role": "user", "time": "2026-11-20T16:00:02Z"}]);
        let said = json!({"artifact": {"messages": messages}, "endedAt": END});
        assert_eq!(times(&said), [None, at(END), at("2026-11-20T16:00:02Z"), None]);
        let messages = json!([{"role": "bot", "time": "2026-11-20T16:00:02Z", "secondsFromStart": 2}]);
        let said = json!({"messages": messages, "durationSeconds": 73});
        assert_eq!(times(&said), [None, None, at(START), at(END)]);
        let late = json!({"messages": messages, "endedAt": "2026-11-20T15:00:00Z"});
        assert_eq!(times(&late), [None, at("2026-11-20T15:00:00Z"), None, None]);
        assert_eq!(times(&json!({})), [None; 4]);
    }

    #[test]
    fn of_an_end_before_its_start_no_more_is_kept_than_can_be() {
        let swapped = json!({"startedAt": END, "endedAt": START, "durationSeconds": 73.2});
        assert_eq!(times(&swapped), [at(START), at(END), None, None]);
        let too_early = json!({"startedAt": START, "endedAt": "2026-11-20T15:59:59Z"});
        assert_eq!(times(&too_early), [at(START), None, None, None]);
        let counted = json!({"startedAt": START, "endedAt": "2026-11-20T15:00:00Z", "durationSeconds": 73});
        assert_eq!(times(&counted), [at(START), None, None, at(END)]);
        let not_yet = json!({"startedAt": "2027-11-20T16:00:00Z", "endedAt": END, "durationSeconds": 73, "timestamp": END});
        assert_eq!(times(&not_yet), [None, at(END), at(START), None]);
    }
}
