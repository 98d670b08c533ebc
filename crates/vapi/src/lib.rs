#![doc = include_str!("../README.md")]

pub mod answer;
mod call;
mod client;
mod ended_reason;
mod envelope;
mod json;
mod lenient;
mod redact;
mod secret;
mod turns;

pub use call::{ParseError, observe_api_call, observe_message};
pub use client::{ApiError, CallWindow, Client, MAX_PAGE};
pub use ended_reason::fault_owner;
pub use envelope::{Envelope, EnvelopeError, ToolCall, routing_word};
pub use secret::{presented_secret, secret_matches};
