#![doc = include_str!("../README.md")]

mod app;
mod record_usage;

pub use app::Billing;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "billing";
