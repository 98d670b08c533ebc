//! A program of the product, running.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// Long enough to connect and declare the queues, after a killed database has recovered.
const READY_WITHIN: Duration = Duration::from_mins(1);

const GLANCE: Duration = Duration::from_millis(50);

/// Killed when it is dropped.
pub(crate) struct Process {
    child: Child,
}

/// A program that is killed when it is dropped.
pub(crate) fn command(program: &Path, arguments: &[&str]) -> anyhow::Result<Command> {
    ensure!(
        program.exists(),
        "{} is not built: run this by `make bench-ingest`, `make bench-tools` or `make chaos`",
        program.display()
    );
    let mut command = Command::new(program);
    command.args(arguments).kill_on_drop(true).stdin(Stdio::null());
    Ok(command)
}

pub(crate) async fn output(mut command: Command) -> anyhow::Result<String> {
    let output = command.stderr(Stdio::inherit()).output().await.context("could not run a program")?;
    let program = command.as_std().get_program().display();
    ensure!(output.status.success(), "{program} failed: {}", output.status);
    String::from_utf8(output.stdout).context("could not read what a program printed")
}

impl Process {
    pub(crate) async fn start(mut command: Command, ready: &str) -> anyhow::Result<Self> {
        let child = command.stdout(Stdio::null()).spawn().context("could not start a program")?;
        let mut this = Self { child };
        this.until_ready(ready).await?;
        Ok(this)
    }

    /// `kill -9`.
    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("could not kill a program")
    }

    /// Resident memory, in bytes.
    pub(crate) fn memory(&self) -> anyhow::Result<u64> {
        let id = self.child.id().context("the program has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))
            .context("could not read the memory of a program")?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        Ok(kilobytes.context("could not read the memory of a program")? * 1024)
    }

    async fn until_ready(&mut self, url: &str) -> anyhow::Result<()> {
        let http = runtime::http::client(Duration::from_secs(2)).context("could not make an HTTP client")?;
        let begun = Instant::now();
        while begun.elapsed() < READY_WITHIN {
            if let Some(status) = self.child.try_wait()? {
                bail!("a program ended before it was ready: {status}");
            }
            if http.get(url).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            sleep(GLANCE).await;
        }
        bail!("a program was not ready within {READY_WITHIN:?}")
    }
}
