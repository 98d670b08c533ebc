#![doc = include_str!("../README.md")]

pub mod dead_letters;
mod handler_error;
mod periodic;
mod resources;
mod service;
mod tenant_handler;
mod worker;
mod zone_data;

pub use handler_error::HandlerError;
pub use periodic::{NextStep, PeriodicTask, Schedule};
pub use resources::{Resources, ResourcesError, db_settings, relay_settings, seal_key};
pub use service::{Service, build, main};
pub use tenant_handler::{TenantHandler, organization};
pub use worker::{Worker, WorkerError};
pub use zone_data::with_zone_data;
