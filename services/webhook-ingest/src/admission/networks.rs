//! What is in hand of each network.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use web::Problem;

use super::RETRY_AFTER;

/// Of one network: what a sender that is new to us, or was quiet for an hour, may have on its way before the first is verified. All
/// of Vapi's customers share a few networks, and after a start none of them is known.
pub(super) const REQUESTS_EACH: usize = 512;

/// Of one network, in the greatest bodies there are.
pub(super) const BODIES_EACH: usize = 2;

/// All strangers together may hold this part of everything, the rest is for senders that are known; and one of these may: who has
/// sent something verified once an hour is not let in without end.
const PART: usize = 2;

#[derive(Debug)]
pub(super) struct Networks {
    /// Says that a network holds too much.
    refuse: fn() -> Problem,
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
    /// No more of them than requests in hand.
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
    /// Those that nothing verified has come from.
    pub(super) fn strangers(max_body: usize, bytes: usize, requests: usize) -> Self {
        Self {
            refuse: || {
                Problem::too_many_requests(RETRY_AFTER)
                    .detail("too much is on its way from this address, and nothing of it is verified yet")
            },
            each: Held { requests: REQUESTS_EACH, bytes: max_body.saturating_mul(BODIES_EACH) },
            all: Held::part(max_body, bytes, requests),
            holdings: Mutex::default(),
        }
    }

    /// Those that something verified has come from.
    pub(super) fn known(max_body: usize, bytes: usize, requests: usize) -> Self {
        Self {
            refuse: || Problem::overloaded(RETRY_AFTER),
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
            return Err((self.refuse)());
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
    /// One request of the greatest size always fits: who is to be known has to be let in once.
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
