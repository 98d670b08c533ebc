//! Calls, listed and shown.

mod filter;
pub(crate) mod list;
mod parts;
pub(crate) mod show;
pub(crate) mod tool_calls;
mod view;
