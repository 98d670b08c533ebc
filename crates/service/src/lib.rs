#![doc = include_str!("../README.md")]

mod handler_error;
mod http_service;
mod process;
mod resources;
mod tenant_handler;
mod worker;

pub use handler_error::HandlerError;
pub use http_service::{HttpService, HttpServiceError};
pub use process::run;
pub use resources::{Resources, ResourcesError, db_settings, relay_settings};
pub use tenant_handler::{TenantHandler, organization};
pub use worker::{Worker, WorkerError};
