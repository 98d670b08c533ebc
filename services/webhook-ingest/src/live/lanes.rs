//! How many questions are worked on at a time, and how many may wait for that.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use domain::OrganizationId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// At most 32 questions for each connection: a tool takes some hundredths of a second, so the last of them is
/// still answered in time, and more would only wait for their deadline.
const QUESTIONS_A_LANE: usize = 32;

/// A lane for each connection to the database, and a bounded queue of questions that wait for one, served in
/// order.
pub(crate) struct Lanes {
    places: Arc<Semaphore>,
    all: Arc<Semaphore>,
    /// Half of the lanes for each organization that has a question in flight: however many its callers are,
    /// others are answered.
    shares: Mutex<HashMap<OrganizationId, Arc<Semaphore>>>,
    share: usize,
}

/// A lane of one's own, until it is dropped.
pub(crate) struct Lane {
    _place: OwnedSemaphorePermit,
    _share: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum LaneError {
    #[error("too many questions are being answered")]
    Full,
    #[error("no connection to the database became free in time")]
    Late,
}

impl Lanes {
    pub(crate) fn new(lanes: NonZeroU32) -> Self {
        let lanes =
            usize::try_from(lanes.get()).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS / QUESTIONS_A_LANE);
        Self {
            places: Arc::new(Semaphore::new(lanes * QUESTIONS_A_LANE)),
            all: Arc::new(Semaphore::new(lanes)),
            shares: Mutex::default(),
            share: lanes.div_ceil(2),
        }
    }

    pub(crate) async fn enter(
        &self,
        organization: OrganizationId,
        until: Instant,
    ) -> Result<Lane, LaneError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| LaneError::Full)?;
        let share = turn(self.share_of(organization), until).await?;
        let turn = turn(Arc::clone(&self.all), until).await?;
        Ok(Lane { _place: place, _share: share, _turn: turn })
    }

    fn share_of(&self, organization: OrganizationId) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        // An organization without a question in flight is forgotten: with one, it holds its share or waits
        // for it.
        shares.retain(|_, share| Arc::strong_count(share) > 1);
        Arc::clone(shares.entry(organization).or_insert_with(|| Arc::new(Semaphore::new(self.share))))
    }
}

async fn turn(semaphore: Arc<Semaphore>, until: Instant) -> Result<OwnedSemaphorePermit, LaneError> {
    let turn = timeout_at(until, semaphore.acquire_owned());
    // The semaphore is never closed.
    turn.await.map_err(|_| LaneError::Late)?.map_err(|_| LaneError::Full)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn the_queue_before_the_lanes_is_bounded() {
        let lanes = Lanes::new(NonZeroU32::MIN);
        let soon = Instant::now() + Duration::from_millis(20);
        let acme = OrganizationId(Uuid::from_u128(1));
        let first = lanes.enter(acme, soon).await.unwrap();
        assert!(matches!(lanes.enter(acme, soon).await, Err(LaneError::Late)));
        let waiting: Vec<_> =
            (1..QUESTIONS_A_LANE).map(|_| lanes.places.clone().try_acquire_owned().unwrap()).collect();
        assert!(matches!(lanes.enter(acme, soon).await, Err(LaneError::Full)));
        drop((first, waiting));
        assert!(lanes.enter(acme, soon).await.is_ok(), "at once, with no time left to wait");
    }

    #[tokio::test]
    async fn one_organization_takes_half_of_the_lanes_at_most() {
        let lanes = Lanes::new(NonZeroU32::new(4).unwrap());
        let soon = Instant::now() + Duration::from_millis(20);
        let [acme, other] = [1, 2].map(|n| OrganizationId(Uuid::from_u128(n)));
        let two = [lanes.enter(acme, soon).await.unwrap(), lanes.enter(acme, soon).await.unwrap()];
        assert!(matches!(lanes.enter(acme, soon).await, Err(LaneError::Late)));
        assert!(lanes.enter(other, soon).await.is_ok());
        drop(two);
        assert!(lanes.enter(acme, soon).await.is_ok());
        drop(lanes.share_of(other));
        assert_eq!(lanes.shares.lock().unwrap().len(), 1, "an idle organization is forgotten");
    }
}
