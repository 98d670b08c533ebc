#![doc = include_str!("../README.md")]

mod accept;
mod admission;
mod answer;
mod app;
mod archive;
mod directory;
mod error;
mod receive;
mod routes;
mod snapshot;
mod spool;

pub use app::WebhookIngest;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "webhook-ingest";
