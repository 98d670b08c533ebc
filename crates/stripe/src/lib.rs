#![doc = include_str!("../README.md")]

mod event;
pub mod signature;

pub use event::{Event, EventError, routing_word};
