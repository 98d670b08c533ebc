//! Which assistant speaks in a call.

use serde_json::Value;

use crate::json::text;

/// An assistant, as far as it is identified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
}

/// The assistant of a call. A call of a squad may name none: then it is who spoke last, or else who is to speak
/// first.
pub(crate) fn assistant(source: &Value, call: &Value) -> Identity {
    let named = Identity {
        id: text(call, "/assistantId")
            .or_else(|| text(source, "/assistant/id"))
            .or_else(|| text(call, "/assistant/id")),
        name: text(source, "/assistant/name").or_else(|| text(call, "/assistant/name")),
    };
    let list = |place: &'static str| {
        let places = [source.pointer(place), call.pointer(place)];
        places.into_iter().flatten().filter_map(Value::as_array)
    };
    let active = list("/artifact/assistantActivations")
        .flat_map(|list| list.iter().rev())
        .map(|active| Identity { id: text(active, "/assistantId"), name: text(active, "/assistantName") });
    let members = list("/squad/members").flatten().map(member);
    active.chain(members).fold(named, Identity::completed_by)
}

fn member(member: &Value) -> Identity {
    Identity {
        id: text(member, "/assistantId").or_else(|| text(member, "/assistant/id")),
        name: text(member, "/assistantOverrides/name").or_else(|| text(member, "/assistant/name")),
    }
}

impl Identity {
    /// With what is known of the same assistant elsewhere; any other changes nothing.
    fn completed_by(self, other: Self) -> Self {
        let same =
            |own: Option<&String>, other: Option<&String>| own.zip(other).map(|(own, other)| own == other);
        let same = [same(self.id.as_ref(), other.id.as_ref()), same(self.name.as_ref(), other.name.as_ref())];
        let is_unknown = self == Self::default();
        if same.contains(&Some(false)) || !(is_unknown || same.contains(&Some(true))) {
            return self;
        }
        Self { id: self.id.or(other.id), name: self.name.or(other.name) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn identity(source: &Value) -> (Option<String>, Option<String>) {
        let Identity { id, name } = assistant(source, &source["call"]);
        (id, name)
    }

    fn is(id: &str, name: &str) -> (Option<String>, Option<String>) {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (known(id), known(name))
    }

    #[test]
    fn the_assistant_of_a_squad_is_who_is_active_or_else_the_first() {
        let squad = json!({"members": [
            {"assistantId": "front", "assistant": {"name": "Front desk"}},
            {"assistant": {"id": "sales", "name": "Sales"}},
        ]});
        let activations = json!([{"assistantName": "Front desk"}, {"assistantName": "Sales"}]);
        for (source, expected) in [
            (json!({"call": {"squad": squad}}), is("front", "Front desk")),
            (json!({"squad": squad, "call": {"squadId": "s"}}), is("front", "Front desk")),
            (
                json!({"artifact": {"assistantActivations": activations}, "call": {"squad": squad}}),
                is("sales", "Sales"),
            ),
            (json!({"artifact": {"assistantActivations": activations}, "call": {}}), is("", "Sales")),
            (json!({"call": {"assistantId": "sales", "squad": squad}}), is("sales", "Sales")),
            (
                json!({"assistant": {"name": "Front desk"}, "call": {"squad": squad}}),
                is("front", "Front desk"),
            ),
            (json!({"call": {"assistantId": "another", "squad": squad}}), is("another", "")),
            (json!({"assistant": {"name": "A"}, "call": {"assistantId": "a", "squad": squad}}), is("a", "A")),
            (json!({"call": {"squadId": "s"}}), is("", "")),
            (json!({"call": {"squad": {"members": "none"}}}), is("", "")),
        ] {
            assert_eq!(identity(&source), expected, "{source}");
        }
    }
}
