//! Connections whose secrets can't be opened: their senders are not turned away for good.

use domain::IntegrationScheme;
use serde_json::{Value, json};
use testing::{Tenant, World, eventually};

use crate::connections::{Trust, add, an_hour_ago, in_an_hour, integrate, set};
use crate::station::{Answer, Station};

/// Another than the one that a world seals with.
const OTHER_KEY: &str = "YW5vdGhlciBrZXkgb2YgdGVzdHMsIDMyIGJ5dGVzISE=";
const SEAL_KEY: &str = "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=";

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

/// Changes a byte of what is stored, so that no key opens it.
async fn break_secret(world: &World, tenant: &Tenant, column: &str) {
    let id = tenant.connection.0;
    let broken = format!("set_byte({column}, 20, get_byte({column}, 20) # 1)");
    world.execute(&format!("UPDATE vapi_connections SET {column} = {broken} WHERE id = '{id}'")).await;
}

async fn readiness(station: &Station) -> (u16, Value) {
    let answer = reqwest::get(format!("{}/readyz", station.management_url)).await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn with_header(station: &Station, path: &str, (name, value): (&str, &str)) -> Answer {
    Answer::of(station.request(path).header(name, value).body(HANG).send().await.unwrap()).await
}

fn asked_to_come_back(answer: Answer) {
    assert_eq!(answer.header("retry-after"), "60");
    answer.problem(503, "unavailable");
}

#[tokio::test]
async fn under_another_key_whoever_may_be_good_is_asked_to_come_back() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let tokens = add(&world, &acme, Trust::plan(json!({"type": "oauth2"}), "client secret of acme")).await;
    integrate(&world, &acme, ("crm", IntegrationScheme::SharedSecret), Trust::secret("secret of the crm"))
        .await;
    let station = Station::start_with(&world, &world.settings_with(&[("SEAL_KEY", OTHER_KEY)]));

    let desk =
        json!({"message": {"type": "hang", "call": {"assistantId": acme.vapi_assistant_id}}}).to_string();
    let secret = Some(acme.vapi_webhook_secret.as_str());
    asked_to_come_back(station.post_raw(&Station::path(&acme), secret, HANG).await);
    asked_to_come_back(station.post_raw("/vapi-webhook", secret, desk).await);
    // It names nothing, so that any connection may be meant.
    asked_to_come_back(station.post_raw("/vapi-webhook", secret, HANG).await);
    let integration = "/api/webhooks/integrations/crm";
    for path in [integration.to_owned(), format!("{integration}/{}", acme.id)] {
        asked_to_come_back(with_header(&station, &path, ("X-Webhook-Secret", "secret of the crm")).await);
    }
    let form = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", tokens.to_string()),
        ("client_secret", "client secret of acme".to_owned()),
    ];
    let token = station.request(&format!("{}/oauth/token", Station::path(&acme))).form(&form);
    asked_to_come_back(Answer::of(token.send().await.unwrap()).await);

    // What presents nothing that a secret could match is meant by none.
    assert_eq!(
        with_header(&station, &format!("{integration}/{}", acme.id), ("X-Other", "s")).await.status,
        401
    );
    let (status, body) = readiness(&station).await;
    let reason = body["checks"]["seal_key"]["reason"].as_str().unwrap();
    assert!(status == 503 && reason.contains("SEAL_KEY"), "{status}: {body}");

    let both = world.settings_with(&[("SEAL_KEY", OTHER_KEY), ("SEAL_KEY_PREVIOUS", SEAL_KEY)]);
    let station = Station::start_with(&world, &both);
    assert_eq!(station.post_raw(&Station::path(&acme), secret, HANG).await.status, 200);
    let (status, body) = readiness(&station).await;
    assert!(status == 200 && body["checks"]["connections"]["ok"] == true, "{status}: {body}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_connection_that_does_not_open_is_named_and_shuts_out_itself_alone() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    break_secret(&world, &bolt, "webhook_secret").await;
    let station = Station::start(&world);
    let hang = serde_json::from_str(HANG).unwrap();

    assert_eq!(station.post(&acme, &hang).await.status, 200);
    assert_eq!(station.post_raw(&Station::path(&acme), Some("guess"), HANG).await.status, 401);
    asked_to_come_back(station.post(&bolt, &hang).await);
    assert_eq!(station.post_raw(&Station::path(&bolt), None, HANG).await.status, 401, "no secret at all");
    let (status, body) = readiness(&station).await;
    let reason = body["checks"]["connections"]["reason"].as_str().unwrap();
    assert!(status == 200 && reason.contains(&bolt.connection.to_string()), "{status}: {body}");
    assert!(!reason.contains(&acme.connection.to_string()), "{reason}");

    set(&world, &bolt, bolt.connection, Trust::secret(&bolt.vapi_webhook_secret)).await;
    eventually("its new secret is read", async || station.post(&bolt, &hang).await.status == 200).await;
    eventually("it is named no longer", async || {
        readiness(&station).await.1["checks"]["connections"]["ok"] == true
    })
    .await;
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_previous_secret_that_does_not_open_counts_until_its_end() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    for (tenant, until) in [(&acme, in_an_hour()), (&bolt, an_hour_ago())] {
        set(&world, tenant, tenant.connection, Trust::secret("the new one").beside("the old one", until))
            .await;
        break_secret(&world, tenant, "previous_webhook_secret").await;
    }
    let station = Station::start(&world);
    for (tenant, secret, status) in [
        (&acme, "the new one", 200),
        (&acme, "the old one", 503),
        (&bolt, "the new one", 200),
        (&bolt, "the old one", 401),
    ] {
        let answer = station.post_raw(&Station::path(tenant), Some(secret), HANG).await;
        assert_eq!(answer.status, status, "{} {secret}", tenant.name);
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn what_can_have_come_from_elsewhere_only_is_rejected_though_nothing_opens() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let trust = Trust { sources: Some(vec!["203.0.113.0/24".to_owned()]), ..Trust::secret("unused") };
    set(&world, &acme, acme.connection, trust).await;
    break_secret(&world, &acme, "webhook_secret").await;
    let station = Station::start(&world);
    assert_eq!(station.post_raw(&Station::path(&acme), Some("unused"), HANG).await.status, 401);
    world.finish().await;
}
