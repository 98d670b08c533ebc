#![doc = include_str!("../README.md")]

mod process;
mod resources;
mod worker;

pub use process::run;
pub use resources::{Resources, ResourcesError};
pub use worker::{Worker, WorkerError};
