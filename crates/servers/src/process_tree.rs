use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// How often a process that must go is looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// Long enough for a very busy machine; a killed process is gone within milliseconds.
const GONE_WITHIN: Duration = Duration::from_secs(10);

/// Kills a process and all that descend from it, and waits until they are gone. A process group is not
/// enough: Postgres' backends and Erlang's port programs lead groups of their own.
pub(crate) async fn kill(root: Pid) {
    let killed = send_kill(root);
    if !gone(&killed, GONE_WITHIN).await {
        tracing::warn!(processes = ?killed, "killed processes are still there");
    }
}

/// The same where nothing can be awaited: it takes milliseconds, and what comes after may delete their files.
pub(crate) fn kill_blocking(root: Pid) {
    let killed = send_kill(root);
    let start = Instant::now();
    while killed.iter().any(|process| is_running(*process)) {
        if start.elapsed() > GONE_WITHIN {
            tracing::warn!(processes = ?killed, "killed processes are still there");
            return;
        }
        thread::sleep(GLANCE);
    }
}

/// Waits until none of these processes runs any more; false when the time is over before.
pub(crate) async fn gone(processes: &[Pid], within: Duration) -> bool {
    let all_gone = async {
        while processes.iter().any(|process| is_running(*process)) {
            tokio::time::sleep(GLANCE).await;
        }
    };
    tokio::time::timeout(within, all_gone).await.is_ok()
}

/// The processes of a program (`postgres`, `beam.smp`) whose command line names this directory.
pub(crate) fn running_on(program: &str, directory: &Path) -> Vec<Pid> {
    let is_it = |process: &Pid| {
        let Ok(bytes) = fs::read(format!("/proc/{}/cmdline", process.as_raw_nonzero())) else {
            return false;
        };
        let text = String::from_utf8_lossy(&bytes);
        let mut words = text.split('\0').map(Path::new);
        words.next().and_then(Path::file_name).is_some_and(|name| name == program)
            && words.any(|word| word == directory)
    };
    process_ids().filter(is_it).collect()
}

/// A process that has ended meanwhile is no error: that is what every sender here wants.
pub(crate) fn signal(process: Pid, signal: Signal) {
    match kill_process(process, signal) {
        Ok(()) | Err(rustix::io::Errno::SRCH) => {}
        Err(error) => tracing::warn!(?process, ?signal, %error, "could not signal a process"),
    }
}

fn send_kill(root: Pid) -> Vec<Pid> {
    // A stopped process makes no more children while they are counted.
    signal(root, Signal::STOP);
    let mut tree = descendants(root);
    tree.push(root);
    for process in &tree {
        signal(*process, Signal::KILL);
    }
    tree
}

fn descendants(root: Pid) -> Vec<Pid> {
    let mut children: HashMap<Pid, Vec<Pid>> = HashMap::new();
    for process in process_ids() {
        if let Some(Status { parent: Some(parent), .. }) = status(process) {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(parent) = open.pop() {
        let born = children.remove(&parent).unwrap_or_default();
        found.extend_from_slice(&born);
        open.extend(born);
    }
    found
}

/// A zombie has released all it held, and only waits for its parent to look.
fn is_running(process: Pid) -> bool {
    status(process).is_some_and(|status| status.state != "Z")
}

struct Status {
    state: String,
    parent: Option<Pid>,
}

fn status(process: Pid) -> Option<Status> {
    let line = fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    // The program's name stands before these in brackets and may hold anything, brackets and blanks too.
    let (_, after_name) = line.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace();
    let state = fields.next()?.to_owned();
    let parent = fields.next()?.parse().ok().and_then(Pid::from_raw);
    Some(Status { state, parent })
}

fn process_ids() -> impl Iterator<Item = Pid> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?))
}
