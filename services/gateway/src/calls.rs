//! Calls, listed and shown.

mod filter;
pub(crate) mod list;
mod parts;
pub(crate) mod show;
mod view;
