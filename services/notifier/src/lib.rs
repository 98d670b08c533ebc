#![doc = include_str!("../README.md")]

mod alert;
mod app;
mod call;
mod channel;
mod deliver;
mod delivery_log;
mod email;
mod notice;
mod notifiable_event;
mod round;
mod segments;
mod sms;
mod summary;
mod text;

pub use app::Notifier;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "notifier";
