//! Whose a webhook is.

use std::collections::BTreeSet;

use domain::{OrganizationId, QuarantineReason};

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

impl Owner {
    pub fn organization(&self) -> Option<OrganizationId> {
        match self {
            Self::Organization(organization) => Some(*organization),
            Self::Quarantine { .. } => None,
        }
    }
}
