//! Calls recorded in the real Postgres.

mod orders;
mod record_of;
mod together;
