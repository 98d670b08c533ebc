#![doc = include_str!("../README.md")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what fails here fails a test, and says where"
)]

pub mod http;

mod tables;
mod world;

mod tenant;
mod vapi_call;

mod dead_letter_key;
mod events;
mod leftovers;
mod messages;
mod services;
mod settling;

mod database;
mod environment;
mod eventually;
mod own_servers;
mod template;
mod variables;
mod vhost;

pub use eventually::{Condition, PATIENCE, eventually};
pub use own_servers::OwnServers;
pub use services::{RunningService, Spawned};
pub use tables::Tables;
pub use tenant::Tenant;
pub use vapi_call::VapiCall;
pub use world::World;
