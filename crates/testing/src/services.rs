//! The services that run while a test runs.

use std::collections::BTreeSet;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use runtime::error_chain;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Long enough: much more than a service gives itself.
const STOPPED_WITHIN: Duration = Duration::from_mins(1);

/// The service that relays events, and the name for a relay by itself.
const RELAYS: [&str; 2] = ["call-processor", "relay"];

type Failure = Box<dyn Error + Send + Sync>;

/// The services of a world, and how they failed.
#[derive(Clone, Default)]
pub(crate) struct Services {
    shutdown: CancellationToken,
    tracker: TaskTracker,
    failures: Arc<Mutex<Vec<String>>>,
    names: Arc<Mutex<BTreeSet<&'static str>>>,
}

/// A service that was spawned. It runs on when this is dropped.
pub struct Spawned {
    name: &'static str,
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

/// A service that was started. It runs on when this is dropped.
pub struct RunningService {
    pub(crate) spawned: Spawned,
    pub(crate) address: Option<SocketAddr>,
    pub(crate) management: SocketAddr,
}

impl RunningService {
    /// Where it serves HTTP, without a path.
    pub fn url(&self) -> String {
        format!("http://{}", self.address.expect("a service that serves HTTP"))
    }

    pub fn management_url(&self) -> String {
        format!("http://{}", self.management)
    }

    /// Stops it as a deployment would, and waits until it has finished what it had begun.
    pub async fn stop(self) {
        self.spawned.stop().await;
    }
}

impl Services {
    pub(crate) fn spawn<F, E>(&self, name: &'static str, run: impl FnOnce(CancellationToken) -> F) -> Spawned
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Failure>,
    {
        self.names.lock().unwrap().insert(name);
        let shutdown = self.shutdown.child_token();
        let running = run(shutdown.clone());
        let failures = Arc::clone(&self.failures);
        let told_to_stop = shutdown.clone();
        let watched = async move {
            // Recorded unless the end is a good one: a panic ends the task before `text` is taken back.
            let mut record = FailureRecord { failures, text: Some(format!("{name} panicked")) };
            record.text = match running.await {
                Err(error) => Some(format!("{name} failed: {}", error_chain(&*error.into()))),
                Ok(()) if told_to_stop.is_cancelled() => None,
                Ok(()) => Some(format!("{name} ended before it was told to")),
            };
        };
        Spawned { name, shutdown, task: self.tracker.spawn(watched) }
    }

    /// Whether a service was spawned that consumes this queue. Queues are named `<service>.<purpose>`.
    pub(crate) fn consumes(&self, queue: &str) -> bool {
        let service = queue.split('.').next().unwrap_or_default();
        self.names.lock().unwrap().contains(service)
    }

    /// Whether a service was spawned that runs the relay.
    pub(crate) fn relay(&self) -> bool {
        let names = self.names.lock().unwrap();
        RELAYS.iter().any(|name| names.contains(name))
    }

    pub(crate) fn failures(&self) -> Vec<String> {
        self.failures.lock().unwrap().clone()
    }

    pub(crate) fn cancel(&self) {
        self.shutdown.cancel();
    }

    /// Stops all of them, and returns what went wrong.
    pub(crate) async fn stop(&self) -> Vec<String> {
        self.shutdown.cancel();
        self.tracker.close();
        let stopped = timeout(STOPPED_WITHIN, self.tracker.wait()).await;
        let mut failures = self.failures();
        if stopped.is_err() {
            failures
                .push(format!("a service was still running {STOPPED_WITHIN:?} after it was told to stop"));
        }
        failures
    }
}

impl Spawned {
    /// Stops it as a deployment would, and waits until it has finished what it had begun.
    pub async fn stop(self) {
        self.shutdown.cancel();
        let stopped = timeout(STOPPED_WITHIN, self.task).await;
        let ended = stopped.unwrap_or_else(|_| panic!("{} did not stop in {STOPPED_WITHIN:?}", self.name));
        ended.unwrap_or_else(|error| panic!("{} did not end well: {error}", self.name));
    }

    pub fn is_running(&self) -> bool {
        !self.task.is_finished()
    }
}

/// The failure to record of a service once its task is gone.
struct FailureRecord {
    failures: Arc<Mutex<Vec<String>>>,
    text: Option<String>,
}

impl Drop for FailureRecord {
    fn drop(&mut self) {
        if let Some(text) = self.text.take() {
            self.failures.lock().unwrap().push(text);
        }
    }
}
