//! Runs `senders.mjs`, in which every signature is made by code that is not ours.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Gives the signed requests that a sender makes of the input; the script describes both.
pub(crate) fn run<T: DeserializeOwned>(input: &Value) -> Vec<T> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/webhook-ingest/tests/senders");
    let mut node = Command::new("node")
        .arg("senders.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node runs the senders' own libraries: deploy/install --tests installs it");
    // The script reads all of it before it writes.
    node.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "senders.mjs failed (deploy/install --tests installs its libraries): {complaint}"
    );
    let lines = String::from_utf8(output.stdout).unwrap();
    let requests: Vec<T> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!requests.is_empty(), "senders.mjs signed nothing");
    requests
}
