//! Whose a webhook is.

use std::collections::BTreeSet;

use domain::OrganizationId;

/// Whose a verified webhook is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Organization(OrganizationId),
    /// Unassigned: for an operator to decide.
    Quarantine {
        reason: QuarantineReason,
        candidates: BTreeSet<OrganizationId>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuarantineReason {
    /// What it names belongs to no organization.
    Unknown,
    /// What it names, or the secret it came with, belongs to several organizations.
    Contradictory,
}

impl Owner {
    pub fn organization(&self) -> Option<OrganizationId> {
        match self {
            Self::Organization(organization) => Some(*organization),
            Self::Quarantine { .. } => None,
        }
    }
}

impl QuarantineReason {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Contradictory => "contradictory",
        }
    }
}
