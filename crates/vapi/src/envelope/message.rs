//! A server message, as far as it is read. What is large in one (transcripts, prompts) is
//! passed over as it streams by.

use serde::Deserialize;

use super::text;
use crate::lenient::{Lenient, Object, Part, Raw, text_or_number};
use crate::tool_call::{Few, RawServer, RawTool, RawToolCall};

#[derive(Deserialize)]
pub(super) struct Body {
    pub(super) message: Option<Object<Message>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Message {
    #[serde(rename = "type")]
    kind: Lenient<String>,
    pub(super) timestamp: Raw,
    pub(super) call: Part<Call>,
    pub(super) chat: Part<Identified>,
    pub(super) session: Part<Identified>,
    pub(super) assistant: Part<Assistant>,
    pub(super) squad: Raw,
    pub(super) phone_number: Part<PhoneNumber>,
    pub(super) customer: Part<Customer>,
    pub(super) tool_call_list: Lenient<Few<RawToolCall>>,
    pub(super) tool_calls: Lenient<Few<RawToolCall>>,
    pub(super) tool_with_tool_call_list: Lenient<Few<RawTool>>,
    pub(super) function_call: Part<RawToolCall>,
    pub(super) parameters: Raw,
    pub(super) transcript_type: Lenient<String>,
}

impl Message {
    /// The sender's own word for what the message is.
    pub(super) fn kind(&self) -> Option<String> {
        text(&self.kind)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Call {
    pub(super) id: Lenient<String>,
    pub(super) org_id: Lenient<String>,
    pub(super) created_at: Raw,
    pub(super) monitor: Part<Monitor>,
    pub(super) customer: Part<Customer>,
    pub(super) assistant_id: Lenient<String>,
    pub(super) phone_number_id: Lenient<String>,
    pub(super) metadata: Part<Metadata>,
    pub(super) assistant_overrides: Part<Overrides>,
    pub(super) squad: Raw,
    pub(super) squad_overrides: Part<Overrides>,
}

/// What is known by its id alone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Identified {
    pub(super) id: Lenient<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Monitor {
    pub(super) control_url: Lenient<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Customer {
    #[serde(deserialize_with = "text_or_number")]
    pub(super) number: Lenient<String>,
    pub(super) sip_uri: Lenient<String>,
    pub(super) name: Lenient<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Overrides {
    pub(super) metadata: Part<Metadata>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Assistant {
    pub(super) id: Lenient<String>,
    pub(super) name: Lenient<String>,
    pub(super) transcriber: Part<Speech>,
    pub(super) voice: Part<Speech>,
    pub(super) server: Part<RawServer>,
    pub(super) metadata: Part<Metadata>,
}

/// What an assistant hears or speaks with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Speech {
    pub(super) language: Lenient<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PhoneNumber {
    pub(super) id: Lenient<String>,
    #[serde(deserialize_with = "text_or_number")]
    pub(super) number: Lenient<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Metadata {
    organization_id: Lenient<String>,
    #[serde(rename = "organizationId")]
    organization_id_camel: Lenient<String>,
}

impl Metadata {
    pub(super) fn organization(&self) -> Option<String> {
        text(&self.organization_id).or_else(|| text(&self.organization_id_camel))
    }
}
