#![doc = include_str!("../README.md")]

mod answer;
mod request;
mod transfer;
mod unsettled_transfer;

mod fields;
mod registry;
mod schema;
mod tool;
mod tool_context;

mod book_appointment;
mod cancel_appointment;
mod list_available_slots;
mod log_driver_callout;
mod lookup_customer;
mod reschedule_appointment;
mod schedule_callback;
mod take_message;
mod transfer_call;

mod own_bookings;
mod repeat;
mod time_said;

mod spoken;

pub use answer::{Prepared, ToolError, Tools, question, tool_call_id};
pub use registry::{definitions, known_name};
pub use request::{Answered, CallSeen, Caller, Spoken, Stages, ToolRequest};
pub use spoken::MAX_SPOKEN;
pub use transfer::{Destination, Transfer, Unavailable, destination};

/// The publisher of the events, as ingest runs the tools.
const SOURCE: &str = "webhook-ingest";
