#![doc = include_str!("../README.md")]

mod owner;
mod release;
mod routing;
mod spool;
mod unreadable;
mod webhook;

pub use owner::Owner;
pub use release::{ReleaseError, release};
pub use spool::{from_spool, to_spool};
pub use unreadable::unreadable;
pub use webhook::Webhook;
