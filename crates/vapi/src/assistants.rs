//! The assistants of a squad or a handoff, one after the other.

use domain::call::{AssistantSeen, MAX_ASSISTANTS};
use serde_json::Value;

use crate::json::{moment, text};

/// Those that the record says were active, and those that spoke, in the order in which they came.
pub(crate) fn assistants(source: &Value) -> Option<Vec<AssistantSeen>> {
    let mut speakers = Speakers::default();
    for activation in list(source, "/artifact/assistantActivations") {
        speakers.place_of(text(activation, "/assistantId"), text(activation, "/assistantName"));
    }
    speakers.current = (!speakers.seen.is_empty()).then_some(0);
    let messages = match list(source, "/artifact/messages") {
        [] => list(source, "/messages"),
        messages => messages,
    };
    for message in messages {
        if matches!(message.pointer("/role").and_then(Value::as_str), Some("bot" | "assistant")) {
            speakers.speak(message);
        }
    }
    (!speakers.seen.is_empty()).then_some(speakers.seen)
}

fn list<'a>(source: &'a Value, pointer: &str) -> &'a [Value] {
    source.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

#[derive(Default)]
struct Speakers {
    seen: Vec<AssistantSeen>,
    /// The place of the one that is with the caller.
    current: Option<usize>,
}

impl Speakers {
    /// The place of an assistant, by its id or else its name; `None` for one that has neither.
    fn place_of(&mut self, id: Option<String>, name: Option<String>) -> Option<usize> {
        if id.is_none() && name.is_none() {
            return None;
        }
        let is_same = |seen: &AssistantSeen| match (&seen.vapi_id, &id) {
            (Some(known), Some(id)) => known == id,
            _ => name.is_some() && seen.name == name,
        };
        if let Some(place) = self.seen.iter().position(is_same) {
            let seen = self.seen.get_mut(place)?;
            seen.vapi_id = seen.vapi_id.take().or(id);
            seen.name = seen.name.take().or(name);
            return Some(place);
        }
        if self.seen.len() >= MAX_ASSISTANTS {
            return None;
        }
        self.seen.push(AssistantSeen { vapi_id: id, name, ..AssistantSeen::default() });
        Some(self.seen.len() - 1)
    }

    /// What is said without a name is said by whoever spoke before.
    fn speak(&mut self, message: &Value) {
        let at = moment(message, "/time");
        let named = self.place_of(text(message, "/assistantId"), text(message, "/assistantName"));
        let before = self.current;
        self.current = named.or(before);
        if self.current != before
            && let Some(left) = before.and_then(|place| self.seen.get_mut(place))
        {
            left.left_at = at;
        }
        let Some(speaker) = self.current.and_then(|place| self.seen.get_mut(place)) else { return };
        speaker.joined_at = speaker.joined_at.or(at);
        speaker.left_at = None;
        if let (Some(at), Some(until)) = (at, moment(message, "/endTime")) {
            let talked = (until - at).num_milliseconds().max(0);
            speaker.talk_milliseconds =
                Some(speaker.talk_milliseconds.unwrap_or_default().saturating_add(talked));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;

    /// 2026-11-20T16:00:00Z, in milliseconds.
    const START: i64 = 1_795_190_400_000;

    fn said(role: &str, name: Option<&str>, second: i64) -> Value {
        let time = START + second * 1000;
        json!({"role": role, "message": "…", "time": time, "endTime": time + 500, "assistantName": name})
    }

    /// The name, when it joined, when it left, in seconds, and how long it talked.
    type Shown<'a> = (&'a str, Option<i64>, Option<i64>, Option<i64>);

    fn shown(seen: &[AssistantSeen]) -> Vec<Shown<'_>> {
        let seconds = |at: DateTime<chrono::Utc>| (at.timestamp_millis() - START) / 1000;
        seen.iter()
            .map(|seen| {
                let (joined, left) = (seen.joined_at.map(seconds), seen.left_at.map(seconds));
                (seen.name.as_deref().unwrap_or_default(), joined, left, seen.talk_milliseconds)
            })
            .collect()
    }

    #[test]
    fn each_of_a_squad_is_there_until_the_next_speaks_and_one_that_returns_stays() {
        let seen = assistants(&json!({"artifact": {"messages": [
            said("system", None, 0),
            said("bot", Some("Greeter"), 1),
            said("user", None, 2),
            said("bot", Some("Sales"), 10),
            said("bot", None, 12),
            said("bot", Some("Billing"), 20),
            said("bot", Some("Sales"), 30),
        ]}}))
        .unwrap();
        assert_eq!(
            shown(&seen),
            [
                ("Greeter", Some(1), Some(10), Some(500)),
                ("Sales", Some(10), None, Some(1_500)),
                ("Billing", Some(20), Some(30), Some(500))
            ]
        );
    }

    #[test]
    fn one_that_was_active_and_never_spoke_is_there_too() {
        let seen = assistants(&json!({"artifact": {
            "assistantActivations": [
                {"assistantName": "Router", "assistantId": "a"}, {"assistantName": "Sales", "assistantId": "b"},
            ],
            "messages": [said("bot", Some("Sales"), 5)],
        }}))
        .unwrap();
        assert_eq!(shown(&seen), [("Router", None, Some(5), None), ("Sales", Some(5), None, Some(500))]);
        assert_eq!(seen[1].vapi_id.as_deref(), Some("b"));
    }

    #[test]
    fn two_of_one_name_and_two_ids_are_two() {
        let by = |id: &str| json!({"role": "bot", "time": START, "assistantName": "Desk", "assistantId": id});
        let seen = assistants(&json!({"messages": [by("a"), by("b"), by("a")]})).unwrap();
        assert_eq!(seen.len(), 2);
    }

    #[test]
    fn a_call_in_which_nobody_is_named_shows_no_assistant() {
        for source in [
            json!({}),
            json!({"artifact": {"messages": [said("bot", None, 1)], "assistantActivations": "none"}}),
            json!({"messages": [said("user", Some("Ann"), 1)]}),
        ] {
            assert_eq!(assistants(&source), None);
        }
    }

    #[test]
    fn there_are_no_more_assistants_than_a_call_may_have() {
        let many: Vec<Value> = (0..40).map(|n| json!({"assistantName": n.to_string()})).collect();
        let seen = assistants(&json!({"artifact": {"assistantActivations": many}})).unwrap();
        assert_eq!(seen.len(), MAX_ASSISTANTS);
    }
}
