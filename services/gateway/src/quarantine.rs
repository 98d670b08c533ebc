//! Webhooks that are nobody's yet, for operators.

pub(crate) mod list;
pub(crate) mod release;
pub(crate) mod show;
