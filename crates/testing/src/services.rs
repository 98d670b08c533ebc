//! What runs while a test runs.

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use runtime::error_chain;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Much more than a service gives itself.
const STOPPED_WITHIN: Duration = Duration::from_mins(1);

/// The service that relays events, and the name for a relay by itself.
const RELAYS: [&str; 2] = ["call-processor", "relay"];

type Failure = Box<dyn Error + Send + Sync>;

/// The services of a world, and what became of them.
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
        let told = shutdown.clone();
        let watched = async move {
            // Noted unless the end is a good one: a panic ends the task before it is taken back.
            let mut note = Note { failures, text: Some(format!("{name} panicked")) };
            note.text = match running.await {
                Err(error) => Some(format!("{name} failed: {}", error_chain(&*error.into()))),
                Ok(()) if told.is_cancelled() => None,
                Ok(()) => Some(format!("{name} ended before it was told to")),
            };
        };
        Spawned { name, shutdown, task: self.tracker.spawn(watched) }
    }

    /// Whether a service was spawned that reads this queue. Queues are named `<service>.<purpose>`.
    pub(crate) fn read(&self, queue: &str) -> bool {
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

    /// Stops all of them in order, and answers what went wrong.
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

/// What to say of a service once its task is gone.
struct Note {
    failures: Arc<Mutex<Vec<String>>>,
    text: Option<String>,
}

impl Drop for Note {
    fn drop(&mut self) {
        if let Some(text) = self.text.take() {
            self.failures.lock().unwrap().push(text);
        }
    }
}
