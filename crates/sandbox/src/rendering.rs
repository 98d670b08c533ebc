//! Writes calls as Vapi does: webhook messages, and the call object of its API.
//!
//! Written from captures of the real thing, with its contradictions: `message.call` is the call as it was
//! when created, arguments of tools are objects in webhooks and strings in the conversation, `duration` is in
//! milliseconds.

mod api_object;
mod conversation;
mod costs;
mod messages;
mod parties;
mod report;
