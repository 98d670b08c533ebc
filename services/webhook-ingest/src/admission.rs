//! How much may be in flight.

mod networks;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use web::Problem;

use self::networks::{Holding, Networks};
use crate::settings::IngestSettings;

/// 1 KiB a permit: their number fits a `u32`.
const BYTES_A_PERMIT: usize = 1024;

/// A second: what is in flight now is gone by then.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Bounds one body, all bodies in memory together, and all requests in flight, whatever they wait for.
pub(crate) struct Admission {
    max_body: usize,
    bytes: Arc<Semaphore>,
    requests: Arc<Semaphore>,
    unverified: Arc<Networks>,
    known: Arc<Networks>,
}

/// A request's place in memory, for as long as it lives. It grows with what has arrived of the body:
/// announcing one takes nothing.
#[derive(Debug)]
pub(crate) struct Room {
    all: Arc<Semaphore>,
    taken: Option<OwnedSemaphorePermit>,
    length: usize,
    holding: Holding,
    _request: OwnedSemaphorePermit,
}

impl Admission {
    pub(crate) fn new(settings: &IngestSettings) -> Self {
        let permits = |number: usize| Arc::new(Semaphore::new(number.clamp(1, Semaphore::MAX_PERMITS)));
        let max_body = settings.max_body_bytes.get();
        let (bytes, requests) = (settings.max_inflight_bytes.get(), settings.max_inflight_requests.get());
        Self {
            max_body,
            bytes: permits(bytes / BYTES_A_PERMIT),
            requests: permits(requests),
            unverified: Arc::new(Networks::unverified(max_body, bytes, requests)),
            known: Arc::new(Networks::known(max_body, bytes, requests)),
        }
    }

    pub(crate) fn max_body(&self) -> usize {
        self.max_body
    }

    /// Admits a request, from an unverified network or from one that has sent something verified.
    pub(crate) fn admit(&self, network: IpAddr, is_known: bool) -> Result<Room, Problem> {
        let networks = if is_known { &self.known } else { &self.unverified };
        let holding = Networks::admit(networks, network)?;
        Ok(Room {
            all: Arc::clone(&self.bytes),
            taken: None,
            length: 0,
            holding,
            _request: take(&self.requests, 1)?,
        })
    }
}

impl Room {
    /// Makes room for more of the body.
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        let length = self.length.saturating_add(bytes);
        let has = self.taken.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = length.div_ceil(BYTES_A_PERMIT).saturating_sub(has);
        self.holding.grow(bytes)?;
        let more = take(&self.all, u32::try_from(missing).unwrap_or(u32::MAX))?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            taken @ None => *taken = Some(more),
        }
        self.length = length;
        Ok(())
    }
}

fn take(semaphore: &Arc<Semaphore>, permits: u32) -> Result<OwnedSemaphorePermit, Problem> {
    Arc::clone(semaphore).try_acquire_many_owned(permits).map_err(|_| Problem::overloaded(RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Room for 64 bodies of 1024 bytes and 2,048 requests.
    fn admission() -> Admission {
        let permits = |number| Arc::new(Semaphore::new(number));
        let unverified = Arc::new(Networks::unverified(1024, 64 * 1024, 2048));
        let known = Arc::new(Networks::known(1024, 64 * 1024, 2048));
        Admission { max_body: 1024, bytes: permits(64), requests: permits(2048), unverified, known }
    }

    fn network(last: u8) -> IpAddr {
        [203, 0, 113, last].into()
    }

    #[test]
    fn room_is_taken_for_what_has_come_and_given_back() {
        let admission = admission();
        let mut room = admission.admit(network(1), true).unwrap();
        assert_eq!(admission.bytes.available_permits(), 64, "nothing has come");
        for _ in 0..5 {
            room.grow(500).unwrap();
        }
        assert_eq!(admission.bytes.available_permits(), 61);
        assert_eq!(room.grow(64 * 1024).unwrap_err().status().as_u16(), 503);
        drop(room);
        assert_eq!(admission.bytes.available_permits(), 64);
        assert_eq!(admission.requests.available_permits(), 2048);
    }

    #[test]
    fn one_unverified_network_is_limited_and_another_still_has_room() {
        let admission = admission();
        let mut rooms: Vec<_> = std::iter::from_fn(|| admission.admit(network(1), false).ok()).collect();
        assert_eq!(rooms.len(), networks::REQUESTS_EACH);
        let grown = rooms.iter_mut().filter_map(|room| room.grow(1024).ok()).count();
        assert_eq!(grown, networks::BODIES_EACH);
        admission.admit(network(2), false).unwrap().grow(1024).unwrap();
        drop(rooms);
        admission.admit(network(1), false).unwrap().grow(1024).unwrap();
    }

    #[test]
    fn one_known_network_leaves_half_to_the_others() {
        let admission = admission();
        let mut rooms: Vec<_> =
            std::iter::from_fn(|| admission.admit(network(1), true).ok()).take(2048).collect();
        assert_eq!(rooms.len(), 1024);
        let grown = rooms.iter_mut().filter_map(|room| room.grow(1024).ok()).count();
        assert_eq!(grown, 32);
        let rejection = admission.admit(network(1), true).unwrap_err();
        assert_eq!(rejection.status().as_u16(), 503, "it may try again");
        admission.admit(network(2), true).unwrap().grow(32 * 1024).unwrap();
    }

    #[test]
    fn all_unverified_networks_together_leave_half_to_the_others() {
        let admission = admission();
        let mut rooms: Vec<_> = (0..=u8::MAX)
            .flat_map(|last| [last; 8])
            .filter_map(|last| admission.admit(network(last), false).ok())
            .collect();
        assert_eq!(rooms.len(), 1024);
        let grown = rooms.iter_mut().filter_map(|room| room.grow(1024).ok()).count();
        assert_eq!(grown, 32);
        admission.admit(network(1), true).unwrap().grow(32 * 1024).unwrap();
    }
}
