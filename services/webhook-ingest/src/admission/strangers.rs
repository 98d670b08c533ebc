//! What is in hand of addresses that nothing verified has come from.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use runtime::settings::WebhookIngest;
use web::Problem;

use super::RETRY_AFTER;

/// Of one network: what a sender that is new to us, or was quiet for an hour, may have on its way before the first is verified. All
/// of Vapi's customers share a few networks, and after a start none of them is known.
pub(super) const REQUESTS_EACH: usize = 512;

/// Of one network, in the greatest bodies there are.
pub(super) const BODIES_EACH: usize = 2;

/// All strangers together may hold this part of everything: the rest is for senders that are known.
const PART: usize = 2;

#[derive(Debug)]
pub(super) struct Strangers {
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

/// What one request of a stranger holds, until it is dropped.
#[derive(Debug)]
pub(super) struct Stranger {
    strangers: Arc<Strangers>,
    network: IpAddr,
    bytes: usize,
}

impl Strangers {
    pub(super) fn new(settings: &WebhookIngest) -> Self {
        let (bytes, requests) = (settings.max_inflight_bytes.get(), settings.max_inflight_requests.get());
        Self::within(settings.max_body_bytes.get(), bytes, requests)
    }

    pub(super) fn within(max_body: usize, bytes: usize, requests: usize) -> Self {
        Self {
            each: Held { requests: REQUESTS_EACH, bytes: max_body.saturating_mul(BODIES_EACH) },
            // Who is to be known has to be let in once.
            all: Held { requests: (requests / PART).max(1), bytes: (bytes / PART).max(max_body) },
            holdings: Mutex::default(),
        }
    }

    pub(super) fn admit(strangers: &Arc<Self>, network: IpAddr) -> Result<Stranger, Problem> {
        strangers.take(network, Held { requests: 1, bytes: 0 })?;
        Ok(Stranger { strangers: Arc::clone(strangers), network, bytes: 0 })
    }

    fn take(&self, network: IpAddr, more: Held) -> Result<(), Problem> {
        let mut holdings = self.lock();
        let own = holdings.each.get(&network).copied().unwrap_or_default().plus(more);
        let all = holdings.all.plus(more);
        if !own.fits(self.each) {
            return Err(Problem::too_many_requests(RETRY_AFTER)
                .detail("too much is on its way from this address, and nothing of it is verified yet"));
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

impl Stranger {
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        self.strangers.take(self.network, Held { requests: 0, bytes })?;
        self.bytes = self.bytes.saturating_add(bytes);
        Ok(())
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.strangers.give_back(self.network, self.bytes);
    }
}

impl Held {
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
