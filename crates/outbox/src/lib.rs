#![doc = include_str!("../README.md")]

mod append;
mod disposition;
mod relay;

pub use append::{append, new_event};
pub use disposition::disposition;
pub use relay::{Relay, RelaySettings};
