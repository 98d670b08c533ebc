#![doc = include_str!("../README.md")]

mod failure;
mod send;

pub use failure::{Cause, Failure};
pub use send::Provider;
