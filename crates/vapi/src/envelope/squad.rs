//! The assistants of a squad. Messages of its calls may name none as theirs.

use serde::Deserialize;

use super::message::{Assistant, Metadata, Overrides};
use super::text;
use crate::lenient::{self, Lenient, Object, Part, Raw};
use crate::tool_call::{Few, few};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Squad {
    members: Lenient<Few<Member>>,
    members_overrides: Part<Overrides>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Member {
    assistant_id: Lenient<String>,
    assistant: Part<Assistant>,
    assistant_overrides: Part<Overrides>,
}

/// Who speaks for a squad, with the metadata that is given to every member.
#[derive(Default)]
pub(super) struct Speaker {
    pub(super) assistant: Assistant,
    pub(super) metadata: Vec<Metadata>,
}

/// Who is active in the call by what its message says, else who is the first to speak.
pub(super) fn speaker(squads: [&Raw; 2], body: &[u8]) -> Option<Speaker> {
    let squad = squads.into_iter().find_map(|raw| {
        let Object(squad) = lenient::parse::<Object<Squad>>(raw.get()?.get().as_bytes()).ok()?;
        Some(squad)
    })?;
    let mut members = few(squad.members);
    let place = if members.len() > 1 { place_of_active(&members, body) } else { 0 };
    let member = if place < members.len() { members.swap_remove(place) } else { Member::default() };
    let mut assistant = member.assistant.part().unwrap_or_default();
    if assistant.id.get().is_none() {
        assistant.id = member.assistant_id;
    }
    let overrides = [member.assistant_overrides.part(), squad.members_overrides.part()];
    let metadata =
        overrides.into_iter().flatten().filter_map(|overrides| overrides.metadata.part()).collect();
    Some(Speaker { assistant, metadata })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    message: Part<Message>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    artifact: Part<Artifact>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Artifact {
    assistant_activations: Lenient<Few<Activation>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Activation {
    assistant_id: Lenient<String>,
    assistant_name: Lenient<String>,
}

/// The artifact is large in some messages, and is read for this alone.
fn place_of_active(members: &[Member], body: &[u8]) -> usize {
    let read = lenient::parse::<Object<Body>>(body).ok().and_then(|Object(body)| body.message.part());
    let artifact = read.and_then(|message| message.artifact.part()).unwrap_or_default();
    let Some(active) = few(artifact.assistant_activations).pop() else { return 0 };
    let (id, name) = (text(&active.assistant_id), text(&active.assistant_name));
    let is_active = |member: &Member| {
        let assistant = member.assistant.get().map(|Object(assistant)| assistant);
        let own = assistant.and_then(|assistant| text(&assistant.id)).or_else(|| text(&member.assistant_id));
        let is_same = |own: Option<String>, active: Option<&String>| own.is_some() && own.as_ref() == active;
        is_same(own, id.as_ref())
            || is_same(assistant.and_then(|assistant| text(&assistant.name)), name.as_ref())
    };
    members.iter().position(is_active).unwrap_or(0)
}
