#![doc = include_str!("../README.md")]

mod app;
mod call_changed;
mod record_usage;

pub use app::Billing;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "billing";
