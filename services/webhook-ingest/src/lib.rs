#![doc = include_str!("../README.md")]

mod accept;
mod admission;
mod app;
mod archive;
mod arrival;
mod directory;
mod error;
mod integration;
mod limits;
mod live;
mod opening;
mod owner;
mod receive;
mod rejection;
mod retention;
mod routes;
mod settings;
mod snapshot;
mod spool;
mod token;
mod unopened;

pub use app::WebhookIngest;
pub use settings::IngestSettings;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "webhook-ingest";
