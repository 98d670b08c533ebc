#![doc = include_str!("../README.md")]

mod process;
mod resources;
mod worker;

pub use process::run;
pub use resources::{Resources, ResourcesError, relay_settings};
pub use worker::{Worker, WorkerError};
