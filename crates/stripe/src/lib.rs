#![doc = include_str!("../README.md")]

mod event;
mod settings;
pub mod signature;

pub use event::{Event, EventError, routing_word};
pub use settings::StripeSettings;
