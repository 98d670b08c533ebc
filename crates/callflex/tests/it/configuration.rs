//! What an operator sets up for an organization.

use std::path::PathBuf;
use std::time::Duration;

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use reqwest::StatusCode;
use serde_json::{Value, json};
use testing::{Tenant, World};
use webhook_ingest::WebhookIngest;

use crate::console::{attempt, callflex};

const BODY: &str = r#"{"message":{"type":"hang"}}"#;

/// A file that is gone with it.
struct Written(PathBuf);

impl Written {
    fn json(value: &Value) -> Self {
        let path = std::env::temp_dir().join(format!("callflex-it-{}.json", uuid::Uuid::new_v4().simple()));
        std::fs::write(&path, value.to_string()).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn start_ingest(world: &World) -> String {
    format!("{}/api/webhooks", world.run::<WebhookIngest>().url())
}

async fn send(url: &str, header: &str, value: &str) -> StatusCode {
    let request = runtime::http::client(Duration::from_mins(1))
        .unwrap()
        .post(url)
        .header("content-type", "application/json");
    request.header(header, value).body(BODY).send().await.unwrap().status()
}

/// What a sender who knows the secret signs.
fn signature(secret: &str) -> String {
    let key = Key::new(HMAC_SHA256, secret.as_bytes());
    let bytes: Vec<String> =
        sign(&key, BODY.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}

/// The secret that a command shows this once.
fn shown_secret(output: &str) -> &str {
    output.lines().find_map(|line| line.strip_prefix("secret  ")).unwrap()
}

async fn plan_of(world: &World, tenant: &Tenant) -> Value {
    let plan = format!("SELECT verification FROM vapi_connections WHERE id = '{}'", tenant.connection.0);
    world.query(&plan).await[0]["verification"].clone()
}

#[tokio::test]
async fn a_connection_is_set_to_expect_signatures_and_its_secret_is_rotated() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let connection = acme.connection.to_string();
    let set = ["connection", "set", &connection, "--plan"];

    let wrong =
        Written::json(&json!({ "type": "hmac", "algorithm": "sha256", "signatureHeader": "no name" }));
    let (succeeded, output) = attempt(&world, &[&set[..], &[wrong.path()]].concat()).await;
    assert!(!succeeded && output.contains("signatureHeader"), "{output}");
    let right = Written::json(&json!({ "type": "hmac", "algorithm": "sha256", "includeTimestamp": false }));
    let (succeeded, output) =
        attempt(&world, &[&set[..], &[right.path(), "--source", "10.0.0/8"]].concat()).await;
    assert!(!succeeded && output.contains("allowedSources"), "{output}");
    assert_eq!(plan_of(&world, &acme).await, Value::Null, "what was rejected was saved");

    callflex(&world, &[&set[..], &[right.path(), "--source", "127.0.0.0/8"]].concat()).await;
    let output = callflex(&world, &["connection", "rotate", &connection, "--overlap", "1h"]).await;
    let secret = shown_secret(&output).to_owned();
    let listed = callflex(&world, &["connection", "list", "--organization", &acme.id.to_string()]).await;
    assert!(listed.contains("hmac  one secret, and the old one until"), "{listed}");
    assert!(listed.trim_end().ends_with("from 127.0.0.0/8") && !listed.contains(&secret), "{listed}");

    let url = format!("{}/vapi/{}", start_ingest(&world), acme.id);
    for known in [&secret, &acme.vapi_webhook_secret] {
        assert!(send(&url, "x-signature", &signature(known)).await.is_success());
    }
    let unsigned = send(&url, "x-vapi-secret", &acme.vapi_webhook_secret).await;
    assert_eq!(unsigned, StatusCode::UNAUTHORIZED, "the plan asks for a signature");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn an_organization_that_is_added_is_shown_where_vapi_sends_to() {
    let world = World::start().await;
    let add = ["organization", "add", "--name", "Birch Dental", "--owner", "owner@birch.example"];
    let output = callflex(&world, &add).await;
    let shown = |label: &str| output.lines().find_map(|line| line.strip_prefix(label)).unwrap().trim();
    let path = shown("server URL").strip_prefix("http://localhost:8081/api/webhooks").unwrap();
    assert_eq!(path, format!("/vapi/{}", shown("organization")));
    let status =
        send(&format!("{}{path}", start_ingest(&world)), "x-vapi-secret", shown("X-Vapi-Secret")).await;
    assert!(status.is_success(), "{status}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn an_integration_is_set_rotated_and_removed() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let organization = acme.id.to_string();
    let whose = ["calendar", "--organization", &organization];
    let run = async |verb: &str, more: &[&str]| {
        callflex(&world, &[&["integration", verb][..], &whose, more].concat()).await
    };
    let (succeeded, _) = attempt(&world, &[&["integration", "rotate"][..], &whose].concat()).await;
    assert!(!succeeded, "there is none yet");

    run("set", &["--scheme", "standard-webhooks"]).await;
    let first = shown_secret(&run("set", &["--scheme", "shared-secret"]).await).to_owned();
    let second = shown_secret(&run("rotate", &["--overlap", "1h"]).await).to_owned();
    let url = format!("{}/integrations/calendar/{organization}", start_ingest(&world));
    for known in [&first, &second] {
        assert!(send(&url, "x-webhook-secret", known).await.is_success());
    }
    assert_eq!(send(&url, "x-webhook-secret", "another").await, StatusCode::UNAUTHORIZED);

    let list = ["integration", "list", "--organization", &organization];
    assert!(callflex(&world, &list).await.contains("calendar  shared-secret  the old secret until"));
    run("remove", &[]).await;
    assert!(callflex(&world, &list).await.starts_with("The organization has no integration.\n"));
    run("set", &["--scheme", "shared-secret"]).await;
    assert!(callflex(&world, &list).await.contains("calendar  shared-secret\n"));
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn settings_are_replaced_whole_or_not_at_all() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let id = acme.id.to_string();
    let show = ["organization", "settings", &id];
    let before = callflex(&world, &show).await;
    let mut settings: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(settings["notifications"]["sms"]["numbers"], json!([acme.sms_number]));

    settings["notifications"]["email"]["enabled"] = json!("yes");
    let wrong = Written::json(&settings);
    let (succeeded, output) = attempt(&world, &[&show[..], &["--set", wrong.path()]].concat()).await;
    assert!(!succeeded && output.contains("notifications.email.enabled"), "{output}");
    assert_eq!(callflex(&world, &show).await, before);

    settings["notifications"]["email"]["enabled"] = json!(false);
    settings["business_hours"] = json!({ "monday": ["09:00-17:00"] });
    let right = Written::json(&settings);
    callflex(&world, &[&show[..], &["--set", right.path()]].concat()).await;
    let after: Value = serde_json::from_str(&callflex(&world, &show).await).unwrap();
    assert_eq!(after["business_hours"]["monday"], json!(["09:00-17:00"]));
    assert_eq!(after["notifications"], settings["notifications"]);
    world.finish().await;
}
