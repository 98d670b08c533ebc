#![doc = include_str!("../README.md")]

mod advisory_lock;
mod begin;
mod columns;
mod conditions;
mod connection;
mod cursor;
mod daily_usage;
mod error;
mod migrate;
mod role;
mod seal;
mod sql;
mod statements;
mod transaction;

pub mod api_keys;
pub mod assistant_requests;
pub mod assistants;
pub mod awaited_reports;
pub mod booking_changes;
pub mod bookings;
pub mod call_actions;
pub mod call_costs;
pub mod call_participants;
pub mod call_transcripts;
pub mod call_usage;
pub mod calls;
pub mod claims;
pub mod contacts;
pub mod dead_letters;
pub mod events;
pub mod inbound_integrations;
pub mod leads;
pub mod live_questions;
pub mod notifications;
pub mod organizations;
pub mod outbox;
pub mod overview;
pub mod phone_numbers;
pub mod prompt_trials;
pub mod sealed;
pub mod usage_records;
pub mod users;
pub mod vapi_connections;
pub mod webhook_events;
pub mod webhook_outcomes;
pub mod webhook_quarantine;
pub mod webhook_spool;

pub use advisory_lock::AdvisoryLock;
pub use connection::{Db, DbSettings};
pub use cursor::{Cursor, ParseCursorError};
pub use error::Error;
pub use migrate::{MigrateError, migrate};
pub use role::{ConnectError, Role};
pub use seal::{KeyId, SealError, SealKey, SealedIn};
pub use transaction::{IdentityTx, RetentionTx, SystemTx, TenantTx};

/// The result of every function that queries the database.
pub type Result<T, E = Error> = std::result::Result<T, E>;
