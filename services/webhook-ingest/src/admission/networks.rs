//! What is in flight from each network.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use web::Problem;

use super::RETRY_AFTER;

/// At most 512 requests of one unverified network: what a new sender, or one that was idle for an hour, may
/// have in flight before its first webhook is verified. All of Vapi's customers share a few networks, and
/// after a start none of them is known.
pub(super) const REQUESTS_EACH: usize = 512;

/// At most two bodies of the greatest size of one unverified network.
pub(super) const BODIES_EACH: usize = 2;

/// At most half of everything for all unverified networks together, so that the rest is left to known ones;
/// and at most half for one known network: one verified webhook an hour must not admit a flood.
const PART: usize = 2;

#[derive(Debug)]
pub(super) struct Networks {
    /// The problem of a network that holds too much.
    rejection: fn() -> Problem,
    each: Held,
    all: Held,
    holdings: Mutex<Holdings>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Held {
    requests: usize,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Holdings {
    all: Held,
    /// At most one for each request in flight.
    each: HashMap<IpAddr, Held>,
}

/// What one request holds, until it is dropped.
#[derive(Debug)]
pub(super) struct Holding {
    networks: Arc<Networks>,
    network: IpAddr,
    bytes: usize,
}

impl Networks {
    /// Networks that have sent nothing verified yet.
    pub(super) fn unverified(max_body: usize, bytes: usize, requests: usize) -> Self {
        Self {
            rejection: || {
                Problem::too_many_requests(RETRY_AFTER)
                    .detail("too much is on its way from this address, and nothing of it is verified yet")
            },
            each: Held { requests: REQUESTS_EACH, bytes: max_body.saturating_mul(BODIES_EACH) },
            all: Held::part(max_body, bytes, requests),
            holdings: Mutex::default(),
        }
    }

    /// Networks that have sent something verified.
    pub(super) fn known(max_body: usize, bytes: usize, requests: usize) -> Self {
        Self {
            rejection: || Problem::overloaded(RETRY_AFTER),
            each: Held::part(max_body, bytes, requests),
            all: Held { requests, bytes },
            holdings: Mutex::default(),
        }
    }

    pub(super) fn admit(networks: &Arc<Self>, network: IpAddr) -> Result<Holding, Problem> {
        networks.take(network, Held { requests: 1, bytes: 0 })?;
        Ok(Holding { networks: Arc::clone(networks), network, bytes: 0 })
    }

    fn take(&self, network: IpAddr, more: Held) -> Result<(), Problem> {
        let mut holdings = self.lock();
        let own = holdings.each.get(&network).copied().unwrap_or_default().plus(more);
        let all = holdings.all.plus(more);
        if !own.fits(self.each) {
            return Err((self.rejection)());
        }
        if !all.fits(self.all) {
            return Err(Problem::overloaded(RETRY_AFTER));
        }
        holdings.all = all;
        holdings.each.insert(network, own);
        Ok(())
    }

    fn give_back(&self, network: IpAddr, bytes: usize) {
        let mut holdings = self.lock();
        holdings.all = holdings.all.less(bytes);
        let Some(own) = holdings.each.get_mut(&network) else { return };
        *own = own.less(bytes);
        if own.requests == 0 {
            holdings.each.remove(&network);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Holdings> {
        self.holdings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Holding {
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        self.networks.take(self.network, Held { requests: 0, bytes })?;
        self.bytes = self.bytes.saturating_add(bytes);
        Ok(())
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.networks.give_back(self.network, self.bytes);
    }
}

impl Held {
    /// One request of the greatest size always fits: a network becomes known by its first one.
    fn part(max_body: usize, bytes: usize, requests: usize) -> Self {
        Self { requests: (requests / PART).max(1), bytes: (bytes / PART).max(max_body) }
    }

    fn plus(self, more: Self) -> Self {
        Self {
            requests: self.requests.saturating_add(more.requests),
            bytes: self.bytes.saturating_add(more.bytes),
        }
    }

    /// One request less, and what it held.
    fn less(self, bytes: usize) -> Self {
        Self { requests: self.requests.saturating_sub(1), bytes: self.bytes.saturating_sub(bytes) }
    }

    fn fits(self, max: Self) -> bool {
        self.requests <= max.requests && self.bytes <= max.bytes
    }
}
