//! Background loops of a service.

use std::any::Any;
use std::error::Error;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument as _, Span, debug, error};

use crate::error_chain;

/// The loops of a service, each of which runs until shutdown. One that ends earlier, by an error, a panic or
/// just so, is logged and stops the others: a service without one of its loops only looks alive.
#[derive(Clone)]
pub struct Tasks {
    tracker: TaskTracker,
    shutdown: CancellationToken,
    first_failure: Arc<Mutex<Option<TaskError>>>,
}

/// A task ended that should not have.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    #[error("the task {name} failed")]
    Failed {
        name: &'static str,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    #[error("the task {name} panicked: {message}")]
    Panicked { name: &'static str, message: String },
    #[error("the task {name} ended before it was told to")]
    EndedEarly { name: &'static str },
}

impl Tasks {
    /// Makes a group that ends with the token, and cancels it when one of its tasks fails.
    pub fn new(shutdown: CancellationToken) -> Self {
        Self { tracker: TaskTracker::new(), shutdown, first_failure: Arc::default() }
    }

    /// Its cancellation ends the tasks.
    pub fn token(&self) -> CancellationToken {
        self.shutdown.clone()
    }

    /// Starts a task, in the caller's span.
    pub fn spawn<F, E>(&self, name: &'static str, task: F)
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let tasks = self.clone();
        let watched = async move {
            let ending = AssertUnwindSafe(task).catch_unwind().await;
            match ending {
                Ok(Ok(())) if tasks.shutdown.is_cancelled() => debug!("Task {name} ended"),
                Ok(Ok(())) => tasks.fail(TaskError::EndedEarly { name }),
                Ok(Err(error)) => tasks.fail(TaskError::Failed { name, source: error.into() }),
                Err(panic) => tasks.fail(TaskError::Panicked { name, message: message_of(panic.as_ref()) }),
            }
        };
        self.tracker.spawn(watched.instrument(Span::current()));
    }

    /// Waits until shutdown and the end of all tasks, and hands on the first failure.
    pub async fn finish(self) -> Result<(), TaskError> {
        self.shutdown.cancelled().await;
        self.tracker.close();
        self.tracker.wait().await;
        match self.first_failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(failure) => Err(failure),
            None => Ok(()),
        }
    }

    fn fail(&self, failure: TaskError) {
        error!(error = error_chain(&failure), "A task ended that must not end; stopping the service");
        self.first_failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        self.shutdown.cancel();
    }
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}
