//! Who holds how much.

use std::collections::HashMap;
use std::hash::Hash;

use domain::OrganizationId;

use super::{CallerId, Limits, Whose};
use crate::settings::Share;

/// Who asks for nothing that needs credentials holds at most half: the rest is left to those who have some.
const OPEN_PART: usize = 2;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) requests: usize,
    pub(super) bytes: usize,
    pub(super) streams: usize,
}

/// Whose bound is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoRoom {
    Caller,
    Organization,
    All,
}

/// At most one entry for each request and stream.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    all: Held,
    /// Of requests without a caller.
    open: Held,
    organizations: HashMap<OrganizationId, Held>,
    callers: HashMap<CallerId, Held>,
}

impl Holdings {
    /// Takes more for a request that holds its own already.
    pub(super) fn take(
        &mut self,
        limits: Limits,
        whose: Option<Whose>,
        own: Held,
        more: Held,
    ) -> Result<(), NoRoom> {
        if let Some(Whose { organization, caller }) = whose {
            let of_caller = self.callers.get(&caller).copied().unwrap_or_default();
            let of_organization = self.organizations.get(&organization).copied().unwrap_or_default();
            if !of_caller.has_room(limits.caller, own, more) {
                return Err(NoRoom::Caller);
            }
            if !of_organization.has_room(limits.organization, own, more) {
                return Err(NoRoom::Organization);
            }
            if !self.all.has_room(limits.all, own, more) {
                return Err(NoRoom::All);
            }
            self.callers.insert(caller, of_caller.plus(more));
            self.organizations.insert(organization, of_organization.plus(more));
        } else {
            let is_free = self.open.has_room(limits.all.part(OPEN_PART), own, more)
                && self.all.has_room(limits.all, own, more);
            if !is_free {
                return Err(NoRoom::All);
            }
            self.open = self.open.plus(more);
        }
        self.all = self.all.plus(more);
        Ok(())
    }

    pub(super) fn give_back(&mut self, whose: Option<Whose>, held: Held) {
        self.all = self.all.less(held);
        match whose {
            Some(Whose { organization, caller }) => {
                give_back(&mut self.organizations, &organization, held);
                give_back(&mut self.callers, &caller, held);
            }
            None => self.open = self.open.less(held),
        }
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        let nothing = Held::default();
        (self.all, self.open) == (nothing, nothing)
            && self.organizations.is_empty()
            && self.callers.is_empty()
    }
}

fn give_back<K: Eq + Hash>(holdings: &mut HashMap<K, Held>, key: &K, held: Held) {
    let Some(own) = holdings.get_mut(key) else { return };
    *own = own.less(held);
    if *own == Held::default() {
        holdings.remove(key);
    }
}

impl Held {
    /// Whether more fits, of which a request has its own already. Bytes of a request beside which there are
    /// none always fit: the largest answer is sent, whatever the bounds.
    fn has_room(self, max: Self, own: Self, more: Self) -> bool {
        let after = self.plus(more);
        (more.requests == 0 || after.requests <= max.requests)
            && (more.streams == 0 || after.streams <= max.streams)
            && (more.bytes == 0 || after.bytes <= max.bytes || self.bytes <= own.bytes)
    }

    fn part(self, part: usize) -> Self {
        Self {
            requests: self.requests.div_ceil(part),
            bytes: self.bytes / part,
            streams: self.streams / part,
        }
    }

    pub(super) fn plus(self, more: Self) -> Self {
        Self {
            requests: self.requests.saturating_add(more.requests),
            bytes: self.bytes.saturating_add(more.bytes),
            streams: self.streams.saturating_add(more.streams),
        }
    }

    pub(super) fn less(self, less: Self) -> Self {
        Self {
            requests: self.requests.saturating_sub(less.requests),
            bytes: self.bytes.saturating_sub(less.bytes),
            streams: self.streams.saturating_sub(less.streams),
        }
    }
}

impl From<Share> for Held {
    fn from(share: Share) -> Self {
        Self { requests: share.requests.get(), bytes: share.bytes.get(), streams: share.streams.get() }
    }
}
