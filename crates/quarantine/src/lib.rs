#![doc = include_str!("../README.md")]

mod key;
mod release;

pub use key::{quarantine_key, routing_key};
pub use release::{ReleaseError, release};
