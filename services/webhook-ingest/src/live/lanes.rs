//! How many questions are worked on at a time, and how many may wait for that.

use std::num::NonZeroU32;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// A tool takes some hundredths of a second: of so many to a connection the last is still answered in time, and more than
/// these would only wait for their deadline.
const QUESTIONS_A_LANE: usize = 32;

/// A lane for each connection to the database, and a bounded line of those who wait for one, served in their order.
pub(crate) struct Lanes {
    places: Arc<Semaphore>,
    lanes: Arc<Semaphore>,
}

/// A lane of one's own, until it is dropped.
pub(crate) struct Lane {
    _place: OwnedSemaphorePermit,
    _lane: OwnedSemaphorePermit,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum NoLane {
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
            lanes: Arc::new(Semaphore::new(lanes)),
        }
    }

    pub(crate) async fn enter(&self, until: Instant) -> Result<Lane, NoLane> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| NoLane::Full)?;
        let lane = timeout_at(until, Arc::clone(&self.lanes).acquire_owned());
        // Nobody closes the semaphore.
        let lane = lane.await.map_err(|_| NoLane::Late)?.map_err(|_| NoLane::Full)?;
        Ok(Lane { _place: place, _lane: lane })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn the_line_before_the_lanes_is_bounded() {
        let lanes = Lanes::new(NonZeroU32::MIN);
        let soon = Instant::now() + Duration::from_millis(20);
        let first = lanes.enter(soon).await.unwrap();
        assert!(matches!(lanes.enter(soon).await, Err(NoLane::Late)));
        let waiting: Vec<_> =
            (1..QUESTIONS_A_LANE).map(|_| lanes.places.clone().try_acquire_owned().unwrap()).collect();
        assert!(matches!(lanes.enter(soon).await, Err(NoLane::Full)));
        drop((first, waiting));
        assert!(lanes.enter(soon).await.is_ok(), "at once, whatever the hour");
    }
}
