use std::convert::Infallible;
use std::time::Duration;

use service::{NextStep, PeriodicTask, Schedule};
use testing::World;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::worker;

const PERIOD: Duration = Duration::from_millis(20);

/// Reports each step, with the number of the process.
struct Report {
    process: u32,
    steps: UnboundedSender<u32>,
}

impl PeriodicTask for Report {
    const NAME: &'static str = "report";
    type Error = Infallible;

    async fn step(&self, _: &CancellationToken) -> Result<NextStep, Infallible> {
        self.steps.send(self.process).unwrap();
        Ok(NextStep::AfterPeriod)
    }
}

async fn next(steps: &mut UnboundedReceiver<u32>) -> u32 {
    timeout(testing::PATIENCE, steps.recv()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_singleton_runs_in_one_process_and_in_another_once_that_has_ended() {
    let world = World::start().await;
    let (sender, mut steps) = unbounded_channel();
    let start = |process| {
        let report = Report { process, steps: sender.clone() };
        let schedule = Schedule::now_and_every(PERIOD);
        world.run_worker(worker("vapi-sync", &world).periodic_singleton(schedule, report))
    };

    let first = start(1);
    assert_eq!(next(&mut steps).await, 1);
    start(2);
    for _ in 0..20 {
        assert_eq!(next(&mut steps).await, 1, "the second waits for the first");
    }
    first.stop().await;
    while next(&mut steps).await != 2 {}
    world.finish().await;
}

#[tokio::test]
async fn a_singleton_goes_on_after_its_session_was_ended() {
    let world = World::start().await;
    let (sender, mut steps) = unbounded_channel();
    let report = Report { process: 1, steps: sender };
    world.run_worker(worker("vapi-sync", &world).periodic_singleton(Schedule::now_and_every(PERIOD), report));
    next(&mut steps).await;

    let session = "SELECT pg_terminate_backend(pid)::text AS ended FROM pg_stat_activity
                   WHERE datname = current_database() AND application_name = 'vapi-sync: report'";
    assert_eq!(world.query(session).await.len(), 1);
    while steps.try_recv().is_ok() {}
    for _ in 0..5 {
        next(&mut steps).await;
    }
    assert_eq!(world.query(session).await.len(), 1, "it has a new session");
    world.finish().await;
}
