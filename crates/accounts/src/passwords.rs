//! Passwords, hashed with Argon2id.

mod turns;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::password_hash::{self, PasswordHasher as _};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::task::JoinError;

pub use self::turns::Asker;
use self::turns::{NoTurn, Turns};

/// At most two checks at once: each takes 19 MiB and a core for tens of milliseconds, and more would only
/// slow one another and everything else.
const CHECKS_AT_ONCE: usize = 2;

#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("could not hash a password")]
    Hash(#[source] password_hash::Error),
    #[error("could not read a stored password hash")]
    Stored(#[source] password_hash::Error),
    #[error("too many passwords are being checked")]
    Busy,
    #[error("too many passwords from one network are being checked")]
    Crowded,
    #[error("the check of a password was interrupted")]
    Interrupted(#[source] JoinError),
}

/// What a guess at a password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuessCost {
    /// Tens of milliseconds and 19 MiB.
    Full,
    /// As little as the algorithm allows: the passwords of tests are not attacked.
    Least,
}

/// Hashes a password with a salt of its own.
pub fn hash(password: &SecretString, cost: GuessCost) -> Result<String, PasswordError> {
    let params = match cost {
        GuessCost::Full => Params::DEFAULT,
        GuessCost::Least => {
            Params::new(Params::MIN_M_COST, 1, 1, None).map_err(|error| PasswordError::Hash(error.into()))?
        }
    };
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(password.expose_secret().as_bytes());
    Ok(hash.map_err(PasswordError::Hash)?.to_string())
}

/// Checks passwords on threads that may block, a few at a time, and by turns where many wait.
pub struct Verifier {
    turns: Arc<Turns>,
    scratch: Arc<Scratch>,
    /// Checked in place of the hash of an account that does not exist, so that it takes as long.
    decoy: String,
}

impl Verifier {
    pub fn new() -> Result<Self, PasswordError> {
        let decoy = hash(&"the decoy password".into(), GuessCost::Full)?;
        Ok(Self { turns: Turns::new(CHECKS_AT_ONCE), scratch: Arc::default(), decoy })
    }

    /// Whether the password is the one that was hashed. Without a hash it never is, after just as long.
    pub async fn verify(
        &self,
        asker: Asker,
        password: SecretString,
        stored: Option<&str>,
    ) -> Result<bool, PasswordError> {
        let turn = self.turns.take(asker).await?;
        let is_known = stored.is_some();
        let hash = stored.unwrap_or(&self.decoy).to_owned();
        let scratch = Arc::clone(&self.scratch);
        let checked = tokio::task::spawn_blocking(move || {
            // Held until the end even when the answer is no longer awaited.
            let _turn = turn;
            scratch.lend(|memory| matches(&password, &hash, memory)).map_err(PasswordError::Stored)
        });
        Ok(checked.await.map_err(PasswordError::Interrupted)?? && is_known)
    }
}

impl From<NoTurn> for PasswordError {
    fn from(none: NoTurn) -> Self {
        match none {
            NoTurn::Busy => Self::Busy,
            NoTurn::Crowded => Self::Crowded,
        }
    }
}

/// The memory of checks, used again: given back to the allocator each time, tens of megabytes would stay with
/// every thread that ever made a check.
#[derive(Default)]
struct Scratch(Mutex<Vec<Vec<Block>>>);

impl Scratch {
    fn lend<T>(&self, work: impl FnOnce(&mut Vec<Block>) -> T) -> T {
        let mut memory = self.idle().pop().unwrap_or_default();
        let result = work(&mut memory);
        self.idle().push(memory);
        result
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Vec<Block>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn matches(password: &SecretString, stored: &str, memory: &mut Vec<Block>) -> password_hash::Result<bool> {
    let stored = PasswordHash::new(stored)?;
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else {
        return Err(password_hash::Error::EncodingInvalid);
    };
    let algorithm = Algorithm::try_from(stored.algorithm.as_str())?;
    let version = stored.version.map(Version::try_from).transpose()?.unwrap_or_default();
    let params = Params::try_from(&stored)?;
    memory.resize(params.block_count(), Block::default());
    let mut output = vec![0; expected.len()];
    Argon2::new(algorithm, version, params).hash_password_into_with_memory(
        password.expose_secret().as_bytes(),
        salt,
        &mut output,
        memory.as_mut_slice(),
    )?;
    // `Output` compares in constant time.
    Ok(Output::new(&output)? == *expected)
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const ASKER: Asker = Asker { network: IpAddr::V4(Ipv4Addr::LOCALHOST), is_known: false };

    #[tokio::test]
    async fn only_the_password_that_was_hashed_is_right() {
        let verifier = Verifier::new().unwrap();
        let stored = hash(&"correct horse".into(), GuessCost::Full).unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verifier.verify(ASKER, "correct horse".into(), Some(&stored)).await.unwrap());
        assert!(!verifier.verify(ASKER, "battery staple".into(), Some(&stored)).await.unwrap());
    }

    #[tokio::test]
    async fn a_hash_with_other_costs_is_checked_with_them() {
        let verifier = Verifier::new().unwrap();
        for (memory, passes) in [(64, 3), (30_000, 1), (16, 1)] {
            let costly = Argon2::from(Params::new(memory, passes, 1, None).unwrap());
            let stored = costly.hash_password(b"correct horse").unwrap().to_string();
            assert!(verifier.verify(ASKER, "correct horse".into(), Some(&stored)).await.unwrap(), "{stored}");
            assert!(
                !verifier.verify(ASKER, "battery staple".into(), Some(&stored)).await.unwrap(),
                "{stored}"
            );
        }
    }

    #[tokio::test]
    async fn without_a_hash_no_password_is_right_not_even_the_decoys() {
        let verifier = Verifier::new().unwrap();
        assert!(!verifier.verify(ASKER, "the decoy password".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_malformed_hash_is_our_fault_not_the_callers() {
        let result = Verifier::new().unwrap().verify(ASKER, "any".into(), Some("plain text")).await;
        assert!(matches!(result, Err(PasswordError::Stored(_))));
    }
}
