//! Proving who one is.

pub(crate) mod door;
mod guesses;
pub(crate) mod me;
pub(crate) mod memberships;
mod settings;
pub(crate) mod signin;
pub(crate) mod token;

pub use self::settings::SignInSettings;
