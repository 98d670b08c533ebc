//! The secrets of a connection, and comparing with them.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use secrecy::{ExposeSecret as _, SecretString};

use super::PlanError;

/// Compares in a time that depends on neither content nor length: the digests are compared.
pub fn secret_matches(presented: &[u8], expected: &SecretString) -> bool {
    let presented = digest(&SHA256, presented);
    let expected = digest(&SHA256, expected.expose_secret().as_bytes());
    verify_slices_are_equal(presented.as_ref(), expected.as_ref()).is_ok()
}

/// With which of its secrets a connection was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichSecret {
    Current,
    /// Still taken, while it is being replaced.
    Previous,
}

#[derive(Clone, Debug)]
pub(super) struct Secrets {
    current: SecretString,
    previous: Option<SecretString>,
}

impl Secrets {
    pub(super) fn new(secrets: Vec<SecretString>) -> Result<Self, PlanError> {
        let invalid = |problem: &str| Err(PlanError::new("secrets", problem));
        if secrets.iter().any(|secret| secret.expose_secret().is_empty()) {
            return invalid("a secret is empty");
        }
        let mut secrets = secrets.into_iter();
        match (secrets.next(), secrets.next(), secrets.next()) {
            (Some(current), previous, None) => Ok(Self { current, previous }),
            (None, ..) => invalid("there is no secret"),
            (.., Some(_)) => invalid("there are more than the current and the previous secret"),
        }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (WhichSecret, &SecretString)> {
        let previous = self.previous.iter().map(|secret| (WhichSecret::Previous, secret));
        std::iter::once((WhichSecret::Current, &self.current)).chain(previous)
    }

    pub(super) fn matching(&self, presented: &[u8]) -> Option<WhichSecret> {
        self.each().find(|(_, secret)| secret_matches(presented, secret)).map(|(which, _)| which)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_matches() {
        let expected = SecretString::from("s3cret");
        assert!(secret_matches(b"s3cret", &expected));
        for wrong in [b"s3cre".as_slice(), b"s3crets", b"S3CRET", b""] {
            assert!(!secret_matches(wrong, &expected));
        }
    }

    #[test]
    fn there_are_one_or_two_secrets_and_none_is_empty() {
        let made = |secrets: &[&str]| Secrets::new(secrets.iter().map(|text| (*text).into()).collect());
        assert!(made(&["a"]).is_ok() && made(&["a", "b"]).is_ok());
        for secrets in [[].as_slice(), &[""], &["a", ""], &["a", "b", "c"]] {
            assert_eq!(made(secrets).unwrap_err().field, "secrets");
        }
    }
}
