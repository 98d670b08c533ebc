#![doc = include_str!("../README.md")]

mod app;
mod count_calls;
mod error;
mod link_contact;
mod open_lead;
mod record_call;

pub use app::CallProcessor;
pub use record_call::{RECORD_CALL, is_recorded};

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "call-processor";
