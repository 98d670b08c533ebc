//! Proving who one is.

pub(crate) mod me;
mod role;
pub(crate) mod signin;
pub(crate) mod token;

pub(crate) use role::MemberRole;
