//! Proving who one is.

pub(crate) mod me;
pub(crate) mod signin;
pub(crate) mod token;
