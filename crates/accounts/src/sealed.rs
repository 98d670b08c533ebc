//! The sealed secrets of an organization: whether they open, and sealing them anew.

use db::sealed::{self, Sealed};
use db::{SealError, SealKey, SealedIn, TenantTx};
use secrecy::{ExposeSecret as _, SecretString};

use crate::connections::MIN_SECRET_BYTES;

/// What became of the sealed secrets of one or more organizations.
#[derive(Clone, Debug, Default)]
pub struct SealedSecrets {
    /// All of them.
    pub count: usize,
    /// Those that open and are sealed with another key than the one that seals, or in the form before.
    pub outdated: usize,
    /// Those that verify webhooks and are shorter than they have to be today.
    pub short: Vec<SealedIn>,
    /// Those that do not open.
    pub unopened: Vec<(SealedIn, SealError)>,
}

#[derive(Debug, thiserror::Error)]
pub enum ResealError {
    #[error("could not seal a secret anew")]
    Seal(#[from] SealError),
    #[error("could not use the database")]
    Database(#[from] db::Error),
}

/// Looks at every secret of the transaction's organization.
pub async fn inspect(tx: &TenantTx, key: &SealKey, secrets: &mut SealedSecrets) -> db::Result<()> {
    for found in sealed::own(tx).await? {
        secrets.open(key, &found);
    }
    Ok(())
}

/// Seals every secret of the transaction's organization anew that is not sealed with the key that seals. What
/// does not open stays as it is.
pub async fn reseal(tx: &TenantTx, key: &SealKey, secrets: &mut SealedSecrets) -> Result<(), ResealError> {
    for found in sealed::lock(tx).await? {
        let Some(secret) = secrets.open(key, &found) else { continue };
        if !key.is_current(&found.sealed) {
            let anew = key.seal(found.place, &secret)?;
            sealed::replace(tx, Sealed { sealed: anew, ..found }).await?;
        }
    }
    Ok(())
}

impl SealedSecrets {
    fn open(&mut self, key: &SealKey, found: &Sealed) -> Option<SecretString> {
        self.count += 1;
        match key.open(found.place, &found.sealed) {
            Ok(secret) => {
                self.outdated += usize::from(!key.is_current(&found.sealed));
                let is_short = secret.expose_secret().len() < MIN_SECRET_BYTES;
                // An API key is Vapi's, and as long as Vapi has it.
                if is_short && found.place.column != "api_key" {
                    self.short.push(found.place);
                }
                Some(secret)
            }
            Err(error) => {
                self.unopened.push((found.place, error));
                None
            }
        }
    }
}
