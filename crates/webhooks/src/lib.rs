#![doc = include_str!("../README.md")]

mod owner;
mod release;
mod routing;
mod spool;
mod webhook;

pub use owner::Owner;
pub use release::{ReleaseError, release};
pub use spool::{from_spool, to_spool};
pub use webhook::Webhook;
