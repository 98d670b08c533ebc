//! What the programs do before they work: wait, refuse, and tell whether they are ready.

use std::path::Path;

use testing::eventually;
use tokio::process::Command;

use crate::installation::Installation;

const SERVICES: [&str; 6] =
    ["gateway", "webhook-ingest", "call-processor", "notifier", "billing", "vapi-sync"];

/// What `docker-compose.yml` once set where nobody set anything.
const FORMER_DEFAULTS: [(&str, &str); 5] = [
    ("JWT_SECRET", "for-this-machine-only-0123456789abcdef"),
    ("SEAL_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
    ("DATABASE_APP_URL", "postgres://callflex_app:callflex@postgres:5432/callflex"),
    ("DATABASE_SYSTEM_URL", "postgres://callflex_system:callflex@postgres:5432/callflex"),
    ("AMQP_URL", "amqp://callflex:callflex@rabbitmq:5672/%2f"),
];

fn programs() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_callflex")).parent().unwrap()
}

#[tokio::test]
async fn migrations_wait_for_a_postgres_that_is_not_there_yet() {
    let mut installation = Installation::prepare(programs(), &[]).await;
    installation.postgres.stop().await;
    let mut migrating = installation.spawn("callflex", &["migrate"]);
    eventually("it waits", async || installation.log().contains("Waiting for Postgres")).await;
    installation.postgres.start_again().await.unwrap();
    assert!(migrating.wait().await.unwrap().success());
    assert!(installation.log().contains("The database is up to date"));
}

#[tokio::test]
async fn a_password_that_postgres_rejects_is_not_waited_for() {
    let installation = Installation::prepare(programs(), &[]).await;
    let mut wrong = url::Url::parse(installation.postgres.url()).unwrap();
    wrong.set_password(Some("wrong")).unwrap();
    let migrate = Command::new(programs().join("callflex"))
        .arg("migrate")
        .current_dir(std::env::temp_dir())
        .env("DATABASE_URL", wrong.as_str())
        .output();
    let output = migrate.await.unwrap();
    assert!(!output.status.success());
    assert!(!String::from_utf8(output.stdout).unwrap().contains("Waiting"));
}

#[tokio::test]
async fn each_program_tells_whether_the_service_beside_it_is_ready() {
    let mut installation = Installation::start().await;
    for service in SERVICES {
        eventually(service, async || installation.attempt(service, &["health"]).await.0).await;
    }
    let (succeeded, output) = installation.attempt("billing", &["healthy"]).await;
    assert!(!succeeded && output.contains("no argument but `health`"), "{output}");

    installation.postgres.stop().await;
    eventually("billing is not ready", async || {
        let (succeeded, output) = installation.attempt("billing", &["health"]).await;
        !succeeded && output.contains("not ready") && output.contains("postgres")
    })
    .await;
    installation.kill_callflex().await;
    let (succeeded, output) = installation.attempt("gateway", &["health"]).await;
    assert!(!succeeded && output.contains("could not ask"), "{output}");
}

#[tokio::test]
async fn no_program_starts_with_a_secret_that_everybody_knows() {
    for program in SERVICES.into_iter().chain(["callflex"]) {
        for (name, value) in FORMER_DEFAULTS {
            let mut command = Command::new(programs().join(program));
            if program == "callflex" {
                command.arg("doctor");
            }
            let output = command.current_dir(std::env::temp_dir()).env(name, value).output().await.unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success(), "{program} takes the former {name}");
            assert!(
                said.contains(name) && said.contains("former default") && !said.contains(value),
                "{said}"
            );
        }
    }
}

#[tokio::test]
async fn the_settings_alone_are_checked_without_anything_to_connect_to() {
    let doctor = |name: &'static str, value: &'static str| {
        let mut command = Command::new(programs().join("callflex"));
        command.args(["doctor", "--settings"]).current_dir(std::env::temp_dir()).env(name, value);
        async move { command.output().await.unwrap() }
    };
    let output = doctor("DATABASE_URL", "postgres://nobody:secret@127.0.0.1:1/nothing").await;
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "ok    settings\n");
    for name in ["CALLFLEX__BUS__PREFETCH", "CALLFLEX__WEBHOOK_INGEST__BIND", "VAPI_BASE_URL"] {
        let output = doctor(name, "nonsense").await;
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(name), "{said}");
    }
}
