//! What must be known of a message to keep it and to answer it: what it is, whose, and what is asked.

mod message;
mod squad;

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Country, Language, PartyNumber, PhoneNumber, real_name};
use serde_json::Value;

use self::message::{Body, Customer, Identified, Message, Metadata};
use self::squad::{Speaker, speaker};
use crate::ToolCall;
use crate::json::{moment, strip_nul};
use crate::legacy;
use crate::lenient::{self, Lenient, Object, Raw, build};
use crate::tokens::{MAX_DEPTH, is_deeper_than};
use crate::tool_call::{RawTool, few, function_call, tool_calls};

/// At most 1,024 bytes: no id, number, name or address that we read is longer. A longer one counts as absent.
const MAX_TEXT: usize = 1_024;

/// At most 56 bytes for the id of a chat or session: longer than a UUID, and short enough for the key of a call
/// with a word before it.
const MAX_CONVERSATION_ID: usize = 56;

/// What is read of a server message. Everything else in it is passed over without being built.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The sender's own word.
    pub kind: String,
    pub timestamp: Option<DateTime<Utc>>,
    /// Vapi's id of the call.
    pub call_id: Option<String>,
    pub call_created_at: Option<DateTime<Utc>>,
    /// Vapi's id of the chat, of a message that is of a chat.
    pub chat_id: Option<String>,
    /// Vapi's id of the session, of a message that is of a session.
    pub session_id: Option<String>,
    /// Whoever knows it can talk into the call.
    pub control_url: Option<String>,
    /// The caller's number in each place where Vapi wrote one; [`customer`](Self::customer) reads them.
    pub customer_numbers: Vec<String>,
    pub customer_name: Option<String>,
    pub assistant_id: Option<String>,
    pub assistant_name: Option<String>,
    /// The assistant's word for the language that it hears, else speaks, if it is one that we speak: `en-US`,
    /// `ru`. `multi` counts as absent.
    pub language: Option<String>,
    /// How long Vapi waits for an answer, where the assistant or the tools set it: the shortest.
    pub server_timeout: Option<Duration>,
    pub phone_number_id: Option<String>,
    /// The business's number as Vapi wrote it.
    pub phone_number: Option<String>,
    /// The organization's id, where our own metadata came back.
    pub organization: Option<String>,
    /// Vapi's own organization.
    pub vapi_org_id: Option<String>,
    pub tool_calls: Vec<ToolCall>,
    /// The one tool call came as a `function-call`, which is answered in another shape.
    pub is_function_call: bool,
    /// What the model gave with its request to transfer or to hand off.
    pub parameters: Value,
    /// A transcript that may change yet.
    pub is_partial: bool,
}

impl fmt::Debug for Envelope {
    /// Not the control address, nor who calls.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("kind", &self.kind)
            .field("call_id", &self.call_id)
            .field("assistant_id", &self.assistant_id)
            .field("phone_number_id", &self.phone_number_id)
            .field("organization", &self.organization)
            .field("tool_calls", &self.tool_calls)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    #[error("could not read the body as JSON at line {line}, column {column}")]
    Json { line: usize, column: usize },
    #[error("expected JSON nested no deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("expected the type of a server message at /message/type")]
    Type,
}

impl From<serde_json::Error> for EnvelopeError {
    /// JSON that is whole but of another shape has no type at its place.
    fn from(error: serde_json::Error) -> Self {
        if error.is_data() { Self::Type } else { Self::Json { line: error.line(), column: error.column() } }
    }
}

impl Envelope {
    pub fn parse(body: &[u8]) -> Result<Self, EnvelopeError> {
        let today = match read(body) {
            Ok(message) => Some(message),
            Err(EnvelopeError::Type) => None,
            Err(error) => return Err(error),
        };
        let is_alias = |message: &Message| message.kind().is_some_and(|kind| legacy::is_alias(&kind));
        if let Some(message) = today.filter(|message| !is_alias(message)) {
            return Self::of(message, body);
        }
        // What is not of today's shape is rare enough to be read again.
        let old = legacy::read(body).ok_or(EnvelopeError::Type)?;
        let body = old.body();
        let envelope = Self::of(read(&body)?, &body)?;
        Ok(match old.alias {
            Some(alias) => Self { kind: alias.to_owned(), ..envelope },
            None => envelope,
        })
    }

    /// The caller's number, or what stands in its place; `None` where it is withheld. Without its country it is
    /// of `home`.
    pub fn customer(&self, home: Option<Country>) -> Option<PartyNumber> {
        PartyNumber::first(self.customer_numbers.iter().map(String::as_str), home)
    }

    /// The caller's number, if they show one. Without its country it is of `home`.
    pub fn caller(&self, home: Option<Country>) -> Option<PhoneNumber> {
        self.customer(home)?.into_phone()
    }

    /// The business's number, where the message has it. Without its country it is of `home`.
    pub fn line(&self, home: Option<Country>) -> Option<PhoneNumber> {
        PartyNumber::read(self.phone_number.as_deref()?, home)?.into_phone()
    }

    fn of(message: Message, body: &[u8]) -> Result<Self, EnvelopeError> {
        let kind = message.kind().ok_or(EnvelopeError::Type)?;
        let call = message.call.part().unwrap_or_default();
        let Speaker { assistant, metadata: of_squad } = match message.assistant.part() {
            Some(assistant) => Speaker { assistant, ..Speaker::default() },
            None => speaker([&message.squad, &call.squad], body).unwrap_or_default(),
        };
        let line = message.phone_number.part().unwrap_or_default();
        let customers = [message.customer.part(), call.customer.part()];
        let overrides = call.assistant_overrides.part().unwrap_or_default();
        let squad_overrides = call.squad_overrides.part().unwrap_or_default();
        let metadata = [
            overrides.metadata.part(),
            squad_overrides.metadata.part(),
            call.metadata.part(),
            assistant.metadata.part(),
        ];
        let transcriber = assistant.transcriber.part().unwrap_or_default();
        let speaks = assistant.voice.part().unwrap_or_default();

        let tools = few(message.tool_with_tool_call_list);
        let timeouts = tools.iter().map(RawTool::timeout);
        let assistants = assistant.server.part().and_then(|server| server.timeout());
        let server_timeout = timeouts.chain([assistants]).flatten().min();
        let is_function_call = kind == "function-call";
        let tool_calls = if is_function_call {
            message.function_call.part().map(function_call).into_iter().collect()
        } else {
            tool_calls(message.tool_call_list, message.tool_calls, tools)
        };
        let mut parameters = message.parameters.get().and_then(|raw| build(raw)).unwrap_or_default();
        strip_nul(&mut parameters);
        Ok(Self {
            timestamp: time(&message.timestamp),
            call_id: text(&call.id),
            call_created_at: time(&call.created_at),
            chat_id: id(message.chat.part()),
            session_id: id(message.session.part()),
            control_url: call.monitor.part().and_then(|monitor| text(&monitor.control_url)),
            customer_numbers: customer_numbers(&customers),
            customer_name: customers.iter().flatten().find_map(|customer| name(&customer.name)),
            assistant_id: text(&call.assistant_id).or_else(|| text(&assistant.id)),
            assistant_name: text(&assistant.name),
            language: [text(&transcriber.language), text(&speaks.language)]
                .into_iter()
                .flatten()
                .find(|tag| Language::of_tag(tag).is_some()),
            server_timeout,
            phone_number_id: text(&call.phone_number_id).or_else(|| text(&line.id)),
            phone_number: text(&line.number),
            organization: metadata.iter().flatten().chain(&of_squad).find_map(Metadata::organization),
            vapi_org_id: text(&call.org_id),
            tool_calls,
            is_function_call,
            parameters,
            is_partial: message.transcript_type.get().is_some_and(|word| word == "partial"),
            kind,
        })
    }
}

impl Envelope {
    /// What a message is of that is of no call: its chat, else its session, by a word and an id that no call has.
    pub fn conversation(&self) -> Option<String> {
        let ids = [("chat", &self.chat_id), ("session", &self.session_id)];
        let known = ids.into_iter().find_map(|(word, id)| Some((word, id.as_deref()?)));
        known.filter(|(_, id)| id.len() <= MAX_CONVERSATION_ID).map(|(word, id)| format!("{word}:{id}"))
    }
}

/// A number before an address. Two customers, as the message and its call describe them.
fn customer_numbers(customers: &[Option<Customer>; 2]) -> Vec<String> {
    let numbers = customers.iter().flatten().map(|customer| &customer.number);
    let addresses = customers.iter().flatten().map(|customer| &customer.sip_uri);
    numbers.chain(addresses).filter_map(text).collect()
}

/// Not what a template left in its place.
fn name(field: &Lenient<String>) -> Option<String> {
    text(field).and_then(|text| real_name(&text).map(str::to_owned))
}

fn read(body: &[u8]) -> Result<Message, EnvelopeError> {
    if is_deeper_than(MAX_DEPTH, body) {
        return Err(EnvelopeError::TooDeep);
    }
    let Object(body) = lenient::parse::<Object<Body>>(body)?;
    body.message.map(|message| message.0).ok_or(EnvelopeError::Type)
}

/// A text, unless it is empty. Without NUL: Postgres can't hold it.
fn text(field: &Lenient<String>) -> Option<String> {
    let text = field.get().filter(|text| text.len() <= MAX_TEXT)?.replace('\0', "");
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

fn id(of: Option<Identified>) -> Option<String> {
    text(&of?.id)
}

fn time(field: &Raw) -> Option<DateTime<Utc>> {
    moment(&build(field.get()?)?, "")
}

#[cfg(test)]
mod tests;
