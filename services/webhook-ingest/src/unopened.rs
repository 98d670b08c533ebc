//! What can't be opened of the connections: it may be what a sender means, and readiness shows it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ConnectionId;
use runtime::error_chain;
use tracing::error;

use crate::opening::OpenError;

/// At most 5 are named: enough to begin with. The log has all of them.
const NAMED: usize = 5;

/// What of a connection could not be opened. A secret has a stand-in in its place, which nothing matches.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unopened {
    /// How it is verified could not be read.
    pub(crate) plan: bool,
    pub(crate) current: bool,
    pub(crate) previous: bool,
}

impl Unopened {
    /// Whether a secret that counts at this time is missing.
    pub(crate) fn lacks_secret(self, previous_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        self.current || (self.previous && previous_until.is_some_and(|until| until > now))
    }
}

/// The connections and integrations of which something could not be opened, each with the reason.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    all: usize,
    reasons: BTreeMap<ConnectionId, String>,
    /// How many of them need a key that is not there.
    without_key: usize,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum UnopenedError {
    #[error(
        "none of {0} connections and integrations can be opened: is SEAL_KEY, or SEAL_KEY_PREVIOUS, the one \
         that their secrets were sealed with?"
    )]
    All(usize),
    #[error(
        "{count} of {all} connections and integrations can't be opened, and their senders get 503: {named}"
    )]
    Part { count: usize, all: usize, named: String },
}

impl Failures {
    /// Takes one that was opened as far as it can be.
    pub(crate) fn note(&mut self, id: ConnectionId, why_not: Option<&OpenError>) {
        self.all += 1;
        if let Some(why_not) = why_not {
            self.without_key += usize::from(matches!(why_not, OpenError::Seal(_)));
            self.reasons.insert(id, error_chain(why_not));
        }
    }

    /// Logs what could still be opened before. They are read again every second while someone asks.
    pub(crate) fn log_since(&self, before: Option<&Self>) {
        for (id, reason) in &self.reasons {
            if before.is_none_or(|before| !before.reasons.contains_key(id)) {
                error!(connection.id = %id, error = reason, "Can't verify webhooks of a connection");
            }
        }
    }

    /// Whether the key opens anything, where there is anything.
    pub(crate) fn check_key(&self) -> Result<(), UnopenedError> {
        if self.all > 0 && self.without_key == self.all { Err(UnopenedError::All(self.all)) } else { Ok(()) }
    }

    /// Whether all of them could be opened.
    pub(crate) fn check(&self) -> Result<(), UnopenedError> {
        if self.reasons.is_empty() {
            return Ok(());
        }
        let (count, all) = (self.reasons.len(), self.all);
        let named: Vec<String> = self.reasons.keys().take(NAMED).map(ToString::to_string).collect();
        let more = if count > NAMED { ", …" } else { "" };
        Err(UnopenedError::Part { count, all, named: format!("{}{more}", named.join(", ")) })
    }
}

#[cfg(test)]
mod tests {
    use db::SealError;
    use uuid::Uuid;

    use super::*;

    fn failures(opened: u128, unopened: u128) -> Failures {
        let mut failures = Failures::default();
        for id in 0..opened {
            failures.note(ConnectionId(Uuid::from_u128(1_000 + id)), None);
        }
        for id in 0..unopened {
            failures.note(ConnectionId(Uuid::from_u128(id)), Some(&OpenError::Seal(SealError::Open)));
        }
        failures
    }

    #[test]
    fn a_key_that_opens_anything_is_not_the_wrong_one() {
        assert!(failures(0, 0).check_key().is_ok() && failures(1, 9).check_key().is_ok());
        assert!(failures(0, 1).check_key().is_err());
    }

    #[test]
    fn a_few_of_those_that_dont_open_are_named() {
        assert!(failures(3, 0).check().is_ok());
        let few = failures(3, 1).check().unwrap_err().to_string();
        assert!(
            few.starts_with("1 of 4 ") && few.ends_with(": conn_00000000000000000000000000000000"),
            "{few}"
        );
        let many = failures(0, 9).check().unwrap_err().to_string();
        assert_eq!(many.matches("conn_").count(), NAMED);
        assert!(many.ends_with("…"), "{many}");
    }
}
