#![doc = include_str!("../README.md")]

mod alert;
mod app;
mod call;
mod delivery_log;
mod error;
mod notice;
mod notifiable_event;
mod round;
mod send_email;
mod send_sms;
mod summary;
mod text;

pub use app::{BuildError, Notifier};

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "notifier";
