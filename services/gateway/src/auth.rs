//! Proving who one is.

pub mod keys;
pub(crate) mod me;
pub mod passwords;
mod role;
pub(crate) mod signin;
pub(crate) mod token;

pub(crate) use role::MemberRole;
