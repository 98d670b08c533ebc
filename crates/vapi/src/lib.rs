#![doc = include_str!("../README.md")]

pub mod answer;
mod assistant;
mod assistants;
mod call;
mod client;
pub mod control;
mod costs;
mod destination;
mod ended_reason;
mod envelope;
mod json;
pub mod legacy;
mod lenient;
mod noise;
mod redact;
mod routing;
mod settings;
mod spoken;
mod times;
mod tokens;
mod tool_call;
mod transfers;
mod turns;
pub mod verification;

pub use call::{ParseError, observe_api_call, observe_message};
pub use client::{ApiError, CallWindow, Client, MAX_PAGE};
pub use destination::{Destination, Target, TransferMode};
pub use ended_reason::{depends_on_answer, fault_owner, fault_owner_of_answer, in_words, is_forwarded};
pub use envelope::{Envelope, EnvelopeError};
pub use noise::is_noise;
pub use redact::{redacted_body, redacted_body_from};
pub use routing::routing_word;
pub use settings::VapiSettings;
pub use tool_call::ToolCall;
pub use verification::{oauth2, secret_matches};
