#![doc = include_str!("../README.md")]

mod attribution;
mod numbers;
mod record;

pub use record::{Recorded, Seen, rebuild, record, record_new, settle_late};
