//! Commands run against the database of a world.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use testing::World;
use tokio::process::Command;

/// Runs a command that must succeed; its output.
pub(crate) async fn callflex(world: &World, arguments: &[&str]) -> String {
    let (succeeded, output) = attempt(world, arguments).await;
    assert!(succeeded, "callflex {arguments:?} failed: {output}");
    output
}

/// Runs a command; whether it succeeded, and all that it printed.
pub(crate) async fn attempt(world: &World, arguments: &[&str]) -> (bool, String) {
    let settings = &world.settings;
    let output = Command::new(env!("CARGO_BIN_EXE_callflex"))
        .args(arguments)
        // Nothing of `up` is there.
        .current_dir(std::env::temp_dir())
        .env("DATABASE_URL", settings.database.owner_url().unwrap().expose_secret())
        .env("AMQP_URL", settings.bus.url().unwrap().expose_secret())
        .env("SEAL_KEY", STANDARD.encode(settings.security.seal_key().unwrap().expose_secret()))
        .output()
        .await
        .unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.success(), text.concat())
}
