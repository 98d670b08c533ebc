//! What is done again and again.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use db::{AdvisoryLock, Db};
use runtime::error_chain;
use tokio::sync::Mutex;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::warn;

/// 1 second after a step has failed, twice as long after each further failure, and never longer than a period:
/// soon enough that the end of an outage is noticed, and an outage of hours fills no log.
const FIRST_RETRY: Duration = Duration::from_secs(1);

/// A step that a service does again and again.
pub trait PeriodicTask: Send + Sync + 'static {
    /// What the step does, as a log has it after "Could not".
    const NAME: &'static str;
    type Error: Error + Send + Sync + 'static;

    /// Does it once. A long one ends early, with nothing half done, once `shutdown` is cancelled.
    fn step(
        &self,
        shutdown: &CancellationToken,
    ) -> impl Future<Output = Result<NextStep, Self::Error>> + Send;
}

/// When a step is done again that has succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// There is more to do.
    AtOnce,
    AfterPeriod,
}

/// How often a step is done, and when first.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    first: Duration,
    period: Duration,
}

impl Schedule {
    /// A period passes before the first step and after each.
    pub const fn every(period: Duration) -> Self {
        Self { first: period, period }
    }

    /// The first step is done at once, and a period passes after each.
    pub const fn now_and_every(period: Duration) -> Self {
        Self { first: Duration::ZERO, period }
    }
}

impl<T: PeriodicTask> PeriodicTask for Arc<T> {
    const NAME: &'static str = T::NAME;
    type Error = T::Error;

    async fn step(&self, shutdown: &CancellationToken) -> Result<NextStep, T::Error> {
        T::step(self, shutdown).await
    }
}

/// Does a task's step until shutdown.
pub(crate) async fn repeat<T: PeriodicTask>(task: T, schedule: Schedule, shutdown: CancellationToken) {
    let (mut wait, mut retry) = (schedule.first, FIRST_RETRY);
    while shutdown.run_until_cancelled(sleep(wait)).await.is_some() {
        wait = match task.step(&shutdown).await {
            Ok(next) => {
                retry = FIRST_RETRY;
                if next == NextStep::AtOnce { Duration::ZERO } else { schedule.period }
            }
            Err(error) => {
                let wait = retry.min(schedule.period);
                retry = retry.saturating_mul(2);
                warn!(error = error_chain(&error), "Could not {}; again in {wait:?}", T::NAME);
                wait
            }
        };
    }
}

/// A task whose step is done by one process at a time: by the one that holds the lock of that name, for as long
/// as it lives. Should its session break while it is at a step, another process may begin one meanwhile.
pub(crate) struct Singleton<T> {
    task: T,
    db: Db,
    lock: String,
    held: Mutex<Option<AdvisoryLock>>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum SingletonError<E: Error + 'static> {
    #[error("could not learn whether another process is at it")]
    Lock(#[source] db::Error),
    #[error(transparent)]
    Step(E),
}

impl<T: PeriodicTask> Singleton<T> {
    pub(crate) fn new(service: &str, task: T, db: Db) -> Self {
        Self { task, db, lock: format!("{service}: {}", T::NAME), held: Mutex::default() }
    }

    async fn has_lock(&self) -> db::Result<bool> {
        let mut held = self.held.lock().await;
        if let Some(lock) = &mut *held
            && lock.is_held().await
        {
            return Ok(true);
        }
        *held = self.db.try_advisory_lock(&self.lock).await?;
        Ok(held.is_some())
    }
}

impl<T: PeriodicTask> PeriodicTask for Singleton<T> {
    const NAME: &'static str = T::NAME;
    type Error = SingletonError<T::Error>;

    async fn step(&self, shutdown: &CancellationToken) -> Result<NextStep, Self::Error> {
        if self.has_lock().await.map_err(SingletonError::Lock)? {
            self.task.step(shutdown).await.map_err(SingletonError::Step)
        } else {
            Ok(NextStep::AfterPeriod)
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
    use tokio::time::timeout;

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    /// Ends its steps as it is told to, and then as if there were nothing to do.
    struct Script {
        outcomes: std::sync::Mutex<Vec<Result<NextStep, std::fmt::Error>>>,
        steps: UnboundedSender<()>,
    }

    impl PeriodicTask for Script {
        const NAME: &'static str = "follow the script";
        type Error = std::fmt::Error;

        async fn step(&self, _: &CancellationToken) -> Result<NextStep, std::fmt::Error> {
            self.steps.send(()).unwrap();
            self.outcomes.lock().unwrap().pop().unwrap_or(Ok(NextStep::AfterPeriod))
        }
    }

    /// That so many steps are done soon, and no other.
    async fn assert_steps(count: u32, schedule: Schedule, outcomes: Vec<Result<NextStep, std::fmt::Error>>) {
        let (sender, mut steps) = unbounded_channel();
        let shutdown = CancellationToken::new();
        let repeating =
            repeat(Script { outcomes: outcomes.into(), steps: sender }, schedule, shutdown.clone());
        let watching = async {
            for _ in 0..count {
                steps.recv().await.unwrap();
            }
            assert!(timeout(Duration::from_millis(100), steps.recv()).await.is_err());
            shutdown.cancel();
        };
        tokio::join!(repeating, watching);
    }

    #[tokio::test]
    async fn a_step_is_done_again_at_once_while_there_is_more_and_soon_after_a_failure() {
        let now = Schedule::now_and_every(HOUR);
        assert_steps(1, now, Vec::new()).await;
        assert_steps(3, now, vec![Ok(NextStep::AtOnce), Ok(NextStep::AtOnce)]).await;
        assert_steps(2, now, vec![Err(std::fmt::Error)]).await;
        assert_steps(0, Schedule::every(HOUR), Vec::new()).await;
    }
}
