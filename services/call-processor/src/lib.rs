#![doc = include_str!("../README.md")]

mod app;
mod count_calls;
mod link_contact;
mod open_lead;
mod record_call;
mod settings;
mod settle_late_reports;

pub use app::CallProcessor;
pub use record_call::{RECORD_CALL, is_recorded};
pub use settings::CallProcessorSettings;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "call-processor";

/// At most 4 messages at a time for a handler that locks a contact: a campaign or a redialling caller brings
/// many calls of one contact at once.
const CALLS_OF_A_CONTACT: u16 = 4;
