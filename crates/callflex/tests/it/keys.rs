//! Keys that replace others, and what no key opens.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::StatusCode;
use runtime::settings::Settings;
use testing::{Tenant, World};
use webhook_ingest::WebhookIngest;

use crate::console::{attempt_with, callflex};

const OLD_KEY: &str = "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=";
const NEW_KEY: &str = "YW5vdGhlciBrZXkgb2YgdGVzdHMsIDMyIGJ5dGVzISE=";

/// While the new key replaces the old one.
const BOTH: [(&str, &str); 2] = [("SEAL_KEY", NEW_KEY), ("SEAL_KEY_PREVIOUS", OLD_KEY)];
const NEW: [(&str, &str); 1] = [("SEAL_KEY", NEW_KEY)];

fn start_ingest(world: &World, settings: &Settings) -> String {
    format!("{}/api/webhooks/vapi", world.run_with::<WebhookIngest>(settings).url())
}

async fn send(url: &str, tenant: &Tenant) -> StatusCode {
    let http = runtime::http::client(Duration::from_mins(1)).unwrap();
    let request =
        http.post(format!("{url}/{}", tenant.id)).header("x-vapi-secret", &tenant.vapi_webhook_secret);
    request.body(r#"{"message":{"type":"hang"}}"#).send().await.unwrap().status()
}

/// What `doctor` says of the secrets; the rest of what it checks is not set up here.
async fn diagnosis(world: &World, variables: &[(&str, &str)]) -> String {
    let (_, output) = attempt_with(world, &["doctor"], variables, "").await;
    output
}

#[tokio::test]
async fn a_seal_key_is_rotated_while_webhooks_come_in_and_none_is_refused() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    world.organization("Bolt Plumbing").await;
    let url = start_ingest(&world, &world.settings_with(&BOTH));

    let is_rotated = AtomicBool::new(false);
    let rotate = async {
        let rotated = attempt_with(&world, &["keys", "rotate"], &BOTH, "").await;
        is_rotated.store(true, Ordering::SeqCst);
        rotated
    };
    let come_in = async {
        while !is_rotated.load(Ordering::SeqCst) {
            assert_eq!(send(&url, &acme).await, StatusCode::OK);
        }
    };
    let ((succeeded, output), ()) = tokio::join!(rotate, come_in);
    assert!(succeeded && output.starts_with("4 secrets are sealed with the key "), "{output}");
    assert!(output.contains(", 4 of them anew."), "{output}");

    let (succeeded, again) = attempt_with(&world, &["keys", "rotate"], &NEW, "").await;
    assert!(succeeded && again.contains(", 0 of them anew."), "the old key is still needed: {again}");
    let url = start_ingest(&world, &world.settings_with(&NEW));
    assert_eq!(send(&url, &acme).await, StatusCode::OK);
    let healthy = diagnosis(&world, &NEW).await;
    assert!(healthy.contains("ok    secrets: 4 sealed"), "{healthy}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn what_no_key_opens_is_named_by_both_commands_and_can_be_replaced() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let (connection, organization) = (acme.connection.to_string(), acme.id.to_string());
    let sick = diagnosis(&world, &NEW).await;
    assert!(sick.contains("FAIL  secrets: 2 of 2 sealed secrets can't be opened"), "{sick}");
    assert!(sick.contains(&format!("webhook_secret of {connection} of {organization}")), "{sick}");
    let (succeeded, output) = attempt_with(&world, &["keys", "rotate"], &NEW, "").await;
    assert!(!succeeded && output.contains(&connection) && output.contains("SEAL_KEY_PREVIOUS"), "{output}");
    let outdated = diagnosis(&world, &BOTH).await;
    assert!(
        outdated.contains("warn  secrets: 2 of 2") && outdated.contains("callflex keys rotate"),
        "{outdated}"
    );

    let rotate = ["connection", "rotate", &connection, "--overlap"];
    let (succeeded, output) = attempt_with(&world, &[&rotate[..], &["1h"]].concat(), &NEW, "").await;
    assert!(!succeeded, "the old secret can't be taken along: {output}");
    let (succeeded, output) = attempt_with(&world, &[&rotate[..], &["0h"]].concat(), &NEW, "").await;
    assert!(succeeded, "{output}");
    let set = ["connection", "set", &connection, "--secret-from-stdin"];
    let (succeeded, output) = attempt_with(&world, &set, &NEW, "a secret of sixteen bytes or more\n").await;
    assert!(succeeded, "{output}");
    let better = diagnosis(&world, &NEW).await;
    assert!(better.contains("FAIL  secrets: 1 of 2") && better.contains("api_key of"), "{better}");
    world.finish().await;
}

#[tokio::test]
async fn a_secret_that_could_be_guessed_is_not_taken() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let (connection, organization) = (acme.connection.to_string(), acme.id.to_string());
    let set = ["connection", "set", &connection, "--secret-from-stdin"];
    let rotate = ["connection", "rotate", &connection, "--secret-from-stdin"];
    let integrate = [
        "integration",
        "set",
        "crm",
        "--organization",
        &organization,
        "--scheme",
        "shared-secret",
        "--secret-from-stdin",
    ];
    for command in [&set[..], &rotate, &integrate] {
        let (succeeded, output) = attempt_with(&world, command, &[], "fifteen bytes..\n").await;
        assert!(
            !succeeded && output.contains("a secret has at least 16 bytes, not 15"),
            "{command:?}: {output}"
        );
        let (succeeded, output) = attempt_with(&world, command, &[], "sixteen bytes...\n").await;
        assert!(succeeded, "{command:?}: {output}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_first_organization_takes_no_given_secret_that_could_be_guessed() {
    let world = World::start().await;
    let add = ["organization", "add", "--name", "Bolt", "--owner", "bolt@example.com"];
    let (succeeded, output) = attempt_with(&world, &add, &[("VAPI_WEBHOOK_SECRET", "short")], "").await;
    assert!(!succeeded && output.contains("a secret has at least 16 bytes, not 5"), "{output}");
    assert!(world.query("SELECT id FROM users").await.is_empty(), "half of it was made");
    world.finish().await;
}

#[tokio::test]
async fn a_short_secret_from_before_is_still_taken_and_named_by_doctor() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let connection = acme.connection.to_string();
    let key = service::seal_key(&world.settings).unwrap();
    let place = db::vapi_connections::webhook_secret_of(acme.id, acme.connection);
    let sealed = key
        .seal(place, &"short".into())
        .unwrap()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat();
    world.execute(&format!("UPDATE vapi_connections SET webhook_secret = '\\x{sealed}'")).await;
    let short = diagnosis(&world, &[]).await;
    assert!(short.contains("1 of 2 are shorter than 16 bytes") && short.contains(&connection), "{short}");
    callflex(&world, &["connection", "set", &connection, "--any-source"]).await;

    let url = start_ingest(&world, &world.settings);
    let short = Tenant { vapi_webhook_secret: "short".to_owned(), ..acme };
    assert_eq!(send(&url, &short).await, StatusCode::OK);
    world.settled().await;
    world.finish().await;
}
