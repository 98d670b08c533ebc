#![doc = include_str!("../README.md")]

mod conversions;
mod fields;
mod message;
mod wire;

pub use conversions::{moment, timestamp};
pub use message::{DecodeError, Event, Incoming, Message, describe};
pub use prost::Name;
pub use wire::{accounts, billing, calls, notifications, people, webhooks, work};
