//! The archive of webhooks, listed and shown.

mod filter;
pub(crate) mod list;
pub(crate) mod show;
