#![doc = include_str!("../README.md")]

mod app;
mod auth;
mod caller;
mod calls;
mod error;
mod events;
mod openapi;
mod quarantine;
mod query;
mod routes;
mod webhooks;

pub use app::{BuildError, Gateway};
pub use events::StreamTiming;

/// As this service appears in logs, traces and metrics.
pub const NAME: &str = "gateway";
