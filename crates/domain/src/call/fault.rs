//! Why a call ended, and who caused it.

use std::fmt;
use std::str::FromStr;

/// Vapi's word for the end of a call, with the one who caused it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EndedReason {
    pub reason: String,
    pub owner: FaultOwner,
}

/// Who has to act for this not to happen again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultOwner {
    /// The call ended as calls do.
    Nobody,
    /// The person at the other end: did not answer, was busy, fell silent.
    Caller,
    /// The assistant's configuration or prompt.
    Assistant,
    /// A tool or server of ours that Vapi asked and got no good answer from.
    Tool,
    /// The Vapi account: limits, credits, keys.
    Account,
    /// Vapi's own platform. Such calls are typically not charged.
    Vapi,
    /// A model, voice or transcriber provider behind Vapi.
    Provider,
    /// The phone network or the carrier.
    Telephony,
    /// A reason that says nothing of its cause.
    Unknown,
}

const OWNERS: [(FaultOwner, &str); 9] = [
    (FaultOwner::Nobody, "none"),
    (FaultOwner::Caller, "caller"),
    (FaultOwner::Assistant, "assistant"),
    (FaultOwner::Tool, "tool"),
    (FaultOwner::Account, "account"),
    (FaultOwner::Vapi, "vapi"),
    (FaultOwner::Provider, "provider"),
    (FaultOwner::Telephony, "telephony"),
    (FaultOwner::Unknown, "unknown"),
];

impl FaultOwner {
    pub fn as_str(self) -> &'static str {
        OWNERS.iter().find(|(owner, _)| *owner == self).map_or("unknown", |(_, word)| word)
    }
}

impl fmt::Display for FaultOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the word for a fault owner")]
pub struct ParseFaultOwnerError;

impl FromStr for FaultOwner {
    type Err = ParseFaultOwnerError;

    fn from_str(word: &str) -> Result<Self, ParseFaultOwnerError> {
        OWNERS.iter().find(|(_, known)| *known == word).map(|(owner, _)| *owner).ok_or(ParseFaultOwnerError)
    }
}
