use serde_json::{Value, json};
use testing::World;

use crate::station::{Answer, Station};

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

async fn nothing_is_stored(world: &World) {
    world.settled().await;
    let stored = world
        .query("SELECT (SELECT count(*) FROM webhook_events) + (SELECT count(*) FROM webhook_spool) AS count")
        .await;
    assert_eq!(stored, [json!({"count": 0})]);
}

#[tokio::test]
async fn a_webhook_that_is_not_verified_is_rejected_and_not_stored() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let path = Station::path(&acme);

    let missing = station.post_raw(&path, None, HANG).await.problem(401, "not_verified");
    assert_eq!(missing["detail"], "the header x-vapi-secret is missing");
    let wrong = station.post_raw(&path, Some("guess"), HANG).await.problem(401, "not_verified");
    assert_eq!(wrong["detail"], "the secret or the signature does not match");
    station.post_raw(&path, Some(&bolt.vapi_webhook_secret), HANG).await.problem(401, "not_verified");

    let foreign =
        json!({"message": {"type": "hang", "call": {"assistantId": acme.vapi_assistant_id}}}).to_string();
    let answer = station.post_raw("/vapi-webhook", Some(&bolt.vapi_webhook_secret), foreign).await;
    answer.problem(401, "not_verified");

    nothing_is_stored(&world).await;
    world.finish().await;
}

#[tokio::test]
async fn an_organization_that_is_not_there_is_not_found() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let secret = Some(acme.vapi_webhook_secret.as_str());

    for path in ["/api/webhooks/vapi/org_01995b2e7c417e1b8d3a5f0a9b6c2d11", "/api/webhooks/vapi/nonsense"] {
        station.post_raw(path, secret, HANG).await.problem(404, "unknown_organization");
    }
    // It names no organization, and its secret is unknown.
    station.post_raw("/vapi-webhook", Some("guess"), HANG).await.problem(404, "unknown_organization");
    nothing_is_stored(&world).await;
    world.finish().await;
}

#[tokio::test]
async fn a_broken_body_is_rejected_by_what_is_wrong_with_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let secret = Some(acme.vapi_webhook_secret.as_str());

    for path in [Station::path(&acme), "/vapi-webhook".to_owned()] {
        let broken = station.post_raw(&path, secret, r#"{"message":"#).await.problem(400, "broken_json");
        assert_eq!(broken["detail"], "it breaks off or goes wrong at line 1, column 11");
        let untyped =
            station.post_raw(&path, secret, r#"{"message":{}}"#).await.problem(400, "no_message_type");
        assert_eq!(untyped["errors"][0]["pointer"], "/message/type");
    }
    nothing_is_stored(&world).await;
    world.finish().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_rejected_with_or_without_its_length() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__MAX_BODY_BYTES", "1000")]);
    let station = Station::start_with(&world, &settings);

    let large = json!({"message": {"type": "hang", "filler": "x".repeat(2000)}}).to_string();
    let path = Station::path(&acme);
    let answer = station.post_raw(&path, Some(&acme.vapi_webhook_secret), large.clone()).await;
    let problem: Value = answer.problem(413, "body_too_large");
    assert_eq!(problem["detail"], "the limit is 1000 bytes");

    let request = station.request(&path).header("X-Vapi-Secret", &acme.vapi_webhook_secret);
    let answer = request.header("Transfer-Encoding", "chunked").body(large).send().await.unwrap();
    Answer::of(answer).await.problem(413, "body_too_large");

    nothing_is_stored(&world).await;
    world.finish().await;
}
