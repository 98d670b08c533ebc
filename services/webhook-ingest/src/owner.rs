//! Whose a webhook is.

use std::collections::BTreeSet;

use domain::{ConnectionId, OrganizationId, QuarantineReason};
use vapi::verification::VerificationError;
pub(crate) use webhooks::Owner;

/// What a message names of organizations.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// For each thing in it that organizations have, those that have it.
    pieces: Vec<BTreeSet<OrganizationId>>,
    /// Something in it should be an organization's, known or not.
    pub(crate) names_something: bool,
}

/// Who sent a webhook, as was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sender {
    pub(crate) owner: Owner,
    /// Whose secret proved it; `None` where it was the installation's own.
    pub(crate) connection: Option<ConnectionId>,
    /// How it was proved.
    pub(crate) method: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Verified(Sender),
    UnknownOrganization,
    /// By all that could have verified it; why, where there was only one.
    Rejected(Option<VerificationError>),
    /// By all that could be opened: the rest may be what was meant.
    Unopened,
}

impl Evidence {
    /// Takes something that should be an organization's.
    pub(crate) fn add(&mut self, owners: impl IntoIterator<Item = OrganizationId>) {
        self.names_something = true;
        self.add_known(owners);
    }

    /// Takes what names an organization outright: where it is not known, it speaks against all others.
    pub(crate) fn add_named(&mut self, organization: Option<OrganizationId>) {
        self.names_something = true;
        self.pieces.push(organization.into_iter().collect());
    }

    /// Takes something that counts only if it is known.
    pub(crate) fn add_known(&mut self, owners: impl IntoIterator<Item = OrganizationId>) {
        let owners: BTreeSet<_> = owners.into_iter().collect();
        if !owners.is_empty() {
            self.pieces.push(owners);
        }
    }

    /// All organizations that something in it points at.
    pub(crate) fn candidates(&self) -> BTreeSet<OrganizationId> {
        self.pieces.iter().flatten().copied().collect()
    }

    /// Whether nothing in it points at others only.
    pub(crate) fn allows(&self, organization: OrganizationId) -> bool {
        self.pieces.iter().all(|owners| owners.contains(&organization))
    }

    /// Decides among the organizations that it may be of, as far as is proved: the one that nothing speaks
    /// against.
    pub(crate) fn owner_among(&self, proved: &BTreeSet<OrganizationId>) -> Owner {
        let mut allowed = proved.iter().copied().filter(|organization| self.allows(*organization));
        match (allowed.next(), allowed.next()) {
            (Some(organization), None) => Owner::Organization(organization),
            _ => self.quarantine(QuarantineReason::Contradictory, proved.iter().copied()),
        }
    }

    pub(crate) fn quarantine(
        &self,
        reason: QuarantineReason,
        proved: impl IntoIterator<Item = OrganizationId>,
    ) -> Owner {
        Owner::Quarantine { reason, candidates: self.candidates().into_iter().chain(proved).collect() }
    }
}
