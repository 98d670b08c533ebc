#![doc = include_str!("../README.md")]

mod record;

pub use record::{Recorded, Seen, rebuild, record, settle_late};
