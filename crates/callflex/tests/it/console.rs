//! Commands run against the database of a world.

use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use testing::World;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// Runs a command that must succeed; its output.
pub(crate) async fn callflex(world: &World, arguments: &[&str]) -> String {
    let (succeeded, output) = attempt(world, arguments).await;
    assert!(succeeded, "callflex {arguments:?} failed: {output}");
    output
}

/// Runs a command; whether it succeeded, and all that it printed.
pub(crate) async fn attempt(world: &World, arguments: &[&str]) -> (bool, String) {
    attempt_with(world, arguments, &[], "").await
}

/// Runs a command with further variables, and what is typed into it.
pub(crate) async fn attempt_with(
    world: &World,
    arguments: &[&str],
    variables: &[(&str, &str)],
    typed: &str,
) -> (bool, String) {
    let settings = &world.settings;
    let mut running = Command::new(env!("CARGO_BIN_EXE_callflex"))
        .args(arguments)
        // Nothing of `up` is there.
        .current_dir(std::env::temp_dir())
        .env("DATABASE_URL", settings.database.owner_url().unwrap().expose_secret())
        .env("AMQP_URL", settings.bus.url().unwrap().expose_secret())
        .env("SEAL_KEY", STANDARD.encode(settings.security.seal_key().unwrap().expose_secret()))
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that rejects its arguments reads nothing.
    let _ = running.stdin.take().unwrap().write_all(typed.as_bytes()).await;
    let output = running.wait_with_output().await.unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.success(), text.concat())
}
