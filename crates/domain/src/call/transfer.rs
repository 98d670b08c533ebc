//! Where a call is sent on to, and what becomes of it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::PhoneNumber;
use crate::string_enum::string_enum;

/// At most 30 transfers a call, the latest: a model that tries again and again makes many, and nobody reads more.
pub const MAX_TRANSFERS: usize = 30;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferTarget {
    Number(PhoneNumber),
    /// As Vapi gave it: a SIP URI, or a number that can't be read.
    Address(String),
}

impl TransferTarget {
    /// What Vapi calls a number.
    pub fn number(text: &str) -> Self {
        PhoneNumber::parse(text).map_or_else(|_| Self::Address(text.to_owned()), Self::Number)
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Number(number) => number.as_str(),
            Self::Address(address) => address,
        }
    }
}

impl From<TransferTarget> for String {
    fn from(target: TransferTarget) -> Self {
        match target {
            TransferTarget::Number(number) => number.into(),
            TransferTarget::Address(address) => address,
        }
    }
}

string_enum! {
    /// What became of a transfer, whatever the word for it.
    pub enum TransferOutcome {
        Connected = "connected",
        Failed = "failed",
        Unknown = "unknown",
    }
}

/// One attempt to send a call on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub target: Option<TransferTarget>,
    pub name: Option<String>,
    /// Whoever answers is spoken with before the caller is put through.
    pub is_warm: bool,
    /// Vapi's word for what became of it.
    pub status: Option<String>,
    pub outcome: TransferOutcome,
    /// To the millisecond.
    pub joined_at: Option<DateTime<Utc>>,
    /// To the millisecond.
    pub left_at: Option<DateTime<Utc>>,
    /// How long whoever answered talked with the assistant.
    pub talk_milliseconds: Option<i64>,
}

impl Transfer {
    /// One that was seen, and of which nothing is on record.
    pub(super) fn seen(target: TransferTarget, outcome: TransferOutcome) -> Self {
        Self {
            target: Some(target),
            name: None,
            is_warm: false,
            status: None,
            outcome,
            joined_at: None,
            left_at: None,
            talk_milliseconds: None,
        }
    }
}

/// A call that was seen on its way to somewhere else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SentOn {
    /// The time of the message that shows it.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub target: TransferTarget,
}

/// Adds what was seen to what is known, the earliest first; returns whether anything is new.
///
/// The latest of a union: in whatever order and however often they come, the same are kept.
pub(super) fn add_sent_on(known: &mut Vec<SentOn>, seen: Vec<SentOn>) -> bool {
    if seen.is_empty() {
        return false;
    }
    let all: BTreeSet<SentOn> = known.iter().cloned().chain(seen).collect();
    let surplus = all.len().saturating_sub(MAX_TRANSFERS);
    let kept: Vec<SentOn> = all.into_iter().skip(surplus).collect();
    let changed = *known != kept;
    *known = kept;
    changed
}
