use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{ExitCode, ExitStatus};

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process};
use servers::Servers;
use tokio::process::{Child, Command};
use tokio::signal::unix::{Signal as SignalStream, SignalKind, signal};

/// What a shell adds to a signal's number for the exit code of what it killed.
const KILLED_BY: i32 = 128;

/// Ctrl-C and the ordinary request to end.
pub(crate) struct Signals {
    interrupt: SignalStream,
    terminate: SignalStream,
}

impl Signals {
    pub(crate) fn catch() -> io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    pub(crate) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::INT,
            _ = self.terminate.recv() => Signal::TERM,
        }
    }
}

/// Becomes the command, as there is nothing to stop after it. Returns only when that fails.
pub(crate) fn become_command(program: &OsStr, arguments: &[OsString]) -> anyhow::Error {
    let error = std::process::Command::new(program).args(arguments).exec();
    anyhow::Error::new(error).context(format!("could not run {}", program.display()))
}

/// Runs the command to its end, passing signals on; its exit code is ours.
pub(crate) async fn run(
    program: &OsStr,
    arguments: &[OsString],
    servers: &Servers,
    temporary: &Path,
    signals: &mut Signals,
) -> anyhow::Result<ExitCode> {
    // The kernel ends the command when we are killed. In Docker's case there may be no setpriv, and no such
    // promise.
    let mut command = if cfg!(target_os = "linux") {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.args(arguments);
    command.env("DATABASE_URL", servers.database_url()).env("AMQP_URL", servers.amqp_url());
    // What the command leaves there goes with the run too.
    command.env("TMPDIR", temporary);
    let mut child = command.spawn().with_context(|| format!("could not run {}", program.display()))?;
    loop {
        tokio::select! {
            status = child.wait() => return Ok(exit_code(status?)),
            signal = signals.next() => pass_on(signal, &child)?,
        }
    }
}

pub(crate) fn exit_code_of(signal: Signal) -> ExitCode {
    clamp(KILLED_BY + signal.as_raw())
}

/// Ctrl-C in a terminal has reached the command already: a second one would mean "now, at once" to most
/// programs.
fn pass_on(signal: Signal, child: &Child) -> anyhow::Result<()> {
    if signal == Signal::INT && io::stdin().is_terminal() {
        return Ok(());
    }
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    match pid.map(|pid| kill_process(pid, signal)) {
        None | Some(Ok(()) | Err(rustix::io::Errno::SRCH)) => Ok(()),
        Some(Err(error)) => Err(error).context("could not pass a signal on"),
    }
}

fn exit_code(status: ExitStatus) -> ExitCode {
    clamp(status.code().or_else(|| status.signal().map(|signal| KILLED_BY + signal)).unwrap_or(1))
}

fn clamp(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
}
