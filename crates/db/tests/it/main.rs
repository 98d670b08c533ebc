//! The tables against the real Postgres.

mod calls;
mod catalogue;
mod filling;
mod isolation;
mod listing;
mod once;
mod roles;
mod spool;
