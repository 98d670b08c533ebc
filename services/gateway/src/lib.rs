#![doc = include_str!("../README.md")]

mod access;
mod app;
mod auth;
mod caller;
mod calls;
mod error;
mod events;
mod openapi;
mod quarantine;
mod query;
mod route;
mod routes;
mod server;
mod webhooks;

pub use auth::SignInSettings;
pub use events::StreamTiming;
pub use server::Gateway;

/// As this service appears in logs, traces and metrics.
pub const NAME: &str = "gateway";
