//! Access tokens: fetched with the client's credentials, presented with each message.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ConnectionId;
use serde_json::json;
use testing::{Tenant, World};

use crate::connections::{Trust, add, in_an_hour, set};
use crate::station::{Answer, Station};

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

fn path(tenant: &Tenant) -> String {
    format!("{}/oauth/token", Station::path(tenant))
}

async fn fetch(station: &Station, tenant: &Tenant, form: &[(&str, &str)]) -> Answer {
    Answer::of(station.request(&path(tenant)).form(form).send().await.unwrap()).await
}

fn credentials<'a>(id: &'a str, secret: &'a str) -> [(&'a str, &'a str); 3] {
    [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)]
}

async fn present(station: &Station, tenant: &Tenant, token: &str) -> u16 {
    let request = station.request(&Station::path(tenant)).bearer_auth(token).body(HANG);
    request.send().await.unwrap().status().as_u16()
}

async fn with_tokens(world: &World, tenant: &Tenant, secret: &str) -> ConnectionId {
    add(world, tenant, Trust::plan(json!({"type": "oauth2"}), secret)).await
}

#[tokio::test]
async fn a_token_that_was_fetched_opens_its_own_connection() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let id = with_tokens(&world, &acme, "s3cret").await.to_string();
    with_tokens(&world, &bolt, "bolt's").await;
    let station = Station::start(&world);

    let answer = fetch(&station, &acme, &credentials(&id, "s3cret")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!((&answer.body["token_type"], &answer.body["expires_in"]), (&json!("Bearer"), &json!(3600)));
    assert_eq!(answer.header("cache-control"), "no-store");
    let token = answer.body["access_token"].as_str().unwrap();
    assert_eq!(present(&station, &acme, token).await, 200);
    assert_eq!(present(&station, &bolt, token).await, 401);
    assert_eq!(present(&station, &acme, "s3cret").await, 401, "the secret itself is no token");

    let basic = format!("Basic {}", STANDARD.encode(format!("{id}:s3cret")));
    let request = station.request(&path(&acme)).header("Authorization", basic);
    let answer = request.form(&[("grant_type", "client_credentials")]).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);

    world.settled().await;
    let stored = world.query("SELECT verification, connection_id FROM webhook_events").await;
    let connection: ConnectionId = id.parse().unwrap();
    assert_eq!(stored, [json!({"verification": "oauth2", "connection_id": connection.0})]);
    world.finish().await;
}

#[tokio::test]
async fn who_is_no_client_gets_no_token() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let id = with_tokens(&world, &acme, "s3cret").await.to_string();
    let bolts = with_tokens(&world, &bolt, "bolt's").await.to_string();
    // Its messages come with the secret itself.
    let plain = acme.connection.to_string();
    let station = Station::start(&world);

    for (id, secret) in [
        (id.as_str(), "guess"),
        (&bolts, "bolt's"),
        (&plain, &acme.vapi_webhook_secret),
        ("conn_01995b2e7c417e1b8d3a5f0a9b6c2d11", "s3cret"),
        ("nonsense", "s3cret"),
        ("", ""),
    ] {
        let answer = fetch(&station, &acme, &credentials(id, secret)).await;
        assert_eq!((answer.status, &answer.body), (401, &json!({"error": "invalid_client"})), "{id}");
        assert_eq!(answer.header("www-authenticate"), "Basic");
    }
    let [_, client, secret] = credentials(&id, "s3cret");
    for (form, error) in [
        (vec![("grant_type", "password"), client, secret], "unsupported_grant_type"),
        (vec![client, secret], "invalid_request"),
        (vec![("grant_type", "client_credentials"), client, secret, secret], "invalid_request"),
    ] {
        let answer = fetch(&station, &acme, &form).await;
        assert_eq!((answer.status, &answer.body), (400, &json!({ "error": error })));
    }
    world.finish().await;
}

#[tokio::test]
async fn tokens_of_both_secrets_are_taken_while_one_replaces_the_other() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let plan = || json!({"type": "oauth2"});
    let both = Trust::plan(plan(), "new").beside("old", in_an_hour());
    set(&world, &acme, acme.connection, both).await;
    let station = Station::start(&world);
    let id = acme.connection.to_string();
    let mut tokens = Vec::new();
    for secret in ["new", "old"] {
        let answer = fetch(&station, &acme, &credentials(&id, secret)).await;
        let token = answer.body["access_token"].as_str().unwrap().to_owned();
        assert_eq!(present(&station, &acme, &token).await, 200, "{secret}");
        tokens.push(token);
    }
    set(&world, &acme, acme.connection, Trust::plan(plan(), "new")).await;
    testing::eventually("the old secret is gone", async || present(&station, &acme, &tokens[1]).await == 401)
        .await;
    assert_eq!(present(&station, &acme, &tokens[0]).await, 200);
    world.settled().await;
    world.finish().await;
}
