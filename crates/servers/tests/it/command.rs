use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process};

use crate::scene::{Directory, processes_of, wait_until, wait_until_no_process_is_left};

fn servers(directory: &Directory, script: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_servers"));
    command.args(["sh", "-c", script]).env("TMPDIR", directory.path());
    command.env_remove("DATABASE_URL").env_remove("AMQP_URL");
    command
}

/// A run whose command reports that it runs, and then waits for a signal.
fn started(directory: &Directory) -> Child {
    let running = directory.path().join("running");
    let script = format!("trap 'exit 3' TERM; touch {}; while :; do sleep 0.05; done", running.display());
    let child = servers(directory, &script).spawn().unwrap();
    wait_until("the command runs", || running.exists());
    assert!(processes_of(directory.path()).iter().any(|process| process.contains("beam.smp")));
    assert!(processes_of(directory.path()).iter().any(|process| process.contains("epmd ")));
    assert!(processes_of(directory.path()).iter().any(|process| process.contains("checkpointer")));
    child
}

fn send(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

#[test]
fn the_command_gets_both_urls_and_its_exit_code_is_returned() {
    let directory = Directory::new();
    let urls = directory.path().join("urls");
    let script = format!(r#"echo "$DATABASE_URL $AMQP_URL" > {}; exit 7"#, urls.display());
    let status = servers(&directory, &script).status().unwrap();

    assert_eq!(status.code(), Some(7));
    let urls = fs::read_to_string(urls).unwrap();
    let (database, amqp) = urls.trim().split_once(' ').unwrap();
    assert!(database.starts_with("postgres://callflex:") && database.ends_with("/callflex"), "{database}");
    assert!(amqp.starts_with("amqp://callflex:") && amqp.matches('/').count() == 2, "{amqp}");
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "only what the command wrote is left");
}

#[test]
fn a_request_to_end_reaches_the_command_and_leaves_nothing() {
    let directory = Directory::new();
    let mut child = started(&directory);
    send(&child, Signal::TERM);
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());
}

#[test]
fn nothing_runs_on_when_the_owner_is_killed_and_the_next_run_removes_its_files() {
    let directory = Directory::new();
    let mut child = started(&directory);
    send(&child, Signal::KILL);
    assert_eq!(child.wait().unwrap().signal(), Some(9));
    wait_until_no_process_is_left(directory.path());

    let status = servers(&directory, "exit 0").status().unwrap();
    assert!(status.success());
    let left: Vec<_> =
        fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["running"]);
}

#[test]
fn urls_that_are_set_are_used_as_they_are() {
    let directory = Directory::new();
    let status = servers(&directory, r#"[ "$DATABASE_URL $AMQP_URL" = "a b" ] && exit 5"#)
        .env("DATABASE_URL", "a")
        .env("AMQP_URL", "b")
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(5));
}
