#![doc = include_str!("../README.md")]

mod http_service;
mod process;
mod resources;
mod worker;

pub use http_service::{HttpService, HttpServiceError};
pub use process::run;
pub use resources::{Resources, ResourcesError, db_settings, relay_settings};
pub use worker::{Worker, WorkerError};
