#![doc = include_str!("../README.md")]

mod access;
mod admission;
mod app;
mod auth;
mod caller;
mod calls;
mod credentials;
mod error;
mod events;
mod long_text;
mod openapi;
mod quarantine;
mod query;
mod route;
mod routes;
mod server;
mod settings;
mod webhooks;

pub use auth::SignInSettings;
pub use events::StreamTiming;
pub use server::Gateway;
pub use settings::GatewaySettings;

/// As this service appears in logs, traces and metrics.
pub const NAME: &str = "gateway";
