#![doc = include_str!("../README.md")]

mod app;
mod call;
mod delivery_log;
mod error;
mod round;
mod send_email;
mod send_sms;
mod summary;

pub use app::{BuildError, Notifier};

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "notifier";
