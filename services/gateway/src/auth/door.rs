//! What stands before a sign-in.

use accounts::passwords::{PasswordError, Verifier};
use web::Proxies;

use super::guesses::Guesses;
use super::settings::SignInSettings;

/// What stands before a sign-in: where it comes from, how often it may be wrong, and the check of the password.
pub(crate) struct Door {
    pub(super) proxies: Proxies,
    pub(super) guesses: Guesses,
    pub(super) verifier: Verifier,
}

impl Door {
    pub(crate) fn new(settings: SignInSettings) -> Result<Self, PasswordError> {
        Ok(Self {
            guesses: Guesses::new(&settings.sign_in),
            proxies: Proxies::new(settings.trusted_proxies),
            verifier: Verifier::new()?,
        })
    }
}
