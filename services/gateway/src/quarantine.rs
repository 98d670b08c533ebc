//! Unassigned webhooks, for operators.

pub(crate) mod list;
pub(crate) mod release;
pub(crate) mod show;
