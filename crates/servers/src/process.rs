use std::io;
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal};
use tokio::sync::{oneshot, watch};

use crate::process_tree;

/// Long enough to stop cleanly: Postgres writes a checkpoint, RabbitMQ closes every queue.
const STOP_WITHIN: Duration = Duration::from_secs(30);

/// One process of a server. Dropped while it runs, it is killed.
pub(crate) struct Process {
    pid: Pid,
    exit: watch::Receiver<Option<ExitStatus>>,
    owner: Option<thread::JoinHandle<()>>,
}

impl Process {
    /// Starts the command from a thread of its own that stays until the process ends: the kernel reports the
    /// death of the thread that forked, not of the whole process, and a runtime's threads come and go.
    pub(crate) async fn spawn(mut command: Command) -> io::Result<Self> {
        let (report_start, started) = oneshot::channel();
        let (report_exit, exit) = watch::channel(None);
        let owner = thread::Builder::new().name("server".into()).spawn(move || {
            let mut child = match command.spawn() {
                Ok(child) => child,
                Err(error) => {
                    drop(report_start.send(Err(error)));
                    return;
                }
            };
            // When the caller is gone meanwhile, nothing else would stop this process.
            if report_start.send(Ok(child.id())).is_err()
                && let Some(pid) = process_id(child.id())
            {
                process_tree::kill_blocking(pid);
            }
            match child.wait() {
                Ok(status) => drop(report_exit.send(Some(status))),
                Err(error) => tracing::error!(%error, "could not wait for a server"),
            }
        })?;
        let pid = started.await.map_err(io::Error::other)??;
        let pid = process_id(pid).ok_or_else(|| io::Error::other("the new process has no valid number"))?;
        Ok(Self { pid, exit, owner: Some(owner) })
    }

    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    pub(crate) fn is_running(&self) -> bool {
        self.exit.borrow().is_none() && self.exit.has_changed().is_ok()
    }

    /// Waits for the end; no status when it could not be learned.
    pub(crate) async fn ended(&self) -> Option<ExitStatus> {
        let mut exit = self.exit.clone();
        exit.wait_for(Option::is_some).await.ok().and_then(|status| *status)
    }

    /// Asks politely, and kills what has not stopped in time.
    pub(crate) async fn stop(self, ask: Signal) {
        if self.is_running() {
            process_tree::signal(self.pid, ask);
        }
        if tokio::time::timeout(STOP_WITHIN, self.ended()).await.is_err() {
            tracing::warn!(pid = ?self.pid, "a server did not stop within {STOP_WITHIN:?} and is killed");
            self.kill().await;
        }
    }

    /// Ends it as a crash would, its descendants with it, and waits until all are gone.
    pub(crate) async fn kill(self) {
        if self.is_running() {
            process_tree::kill(self.pid).await;
            self.ended().await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.is_running() {
            process_tree::kill_blocking(self.pid);
        }
        if self.owner.take().is_some_and(|owner| owner.join().is_err()) {
            tracing::error!("the thread that waits for a server panicked");
        }
    }
}

fn process_id(id: u32) -> Option<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw)
}
