use serde_json::json;
use testing::World;

use crate::station::{Answer, Station};

#[tokio::test]
async fn every_message_is_archived_as_it_came_whatever_its_type() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);

    let oddly_spaced = "{ \"message\" : {\"type\":\"a-type-of-tomorrow\", \"call\":{\"id\":\"c1\"} } }\n";
    let path = Station::path(&acme);
    let answer = station.post_raw(&path, Some(&acme.vapi_webhook_secret), oddly_spaced).await;
    assert_eq!((answer.status, answer.body), (200, json!({})));
    world.settled().await;

    let archived = world
        .query(
            "SELECT provider, type, convert_from(body, 'UTF8') AS body, organization_id, connection_id
                    FROM webhook_events",
        )
        .await;
    let expected = json!({
        "provider": "vapi", "type": "a-type-of-tomorrow", "body": oddly_spaced, "organization_id": acme.id.0,
        "connection_id": acme.connection.0,
    });
    assert_eq!(archived, [expected]);
    world.finish().await;
}

#[tokio::test]
async fn a_body_with_a_byte_order_mark_is_accepted() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let secret = Some(acme.vapi_webhook_secret.as_str());
    for path in [Station::path(&acme), "/vapi-webhook".to_owned()] {
        let marked = "\u{feff}{\"message\":{\"type\":\"hang\",\"call\":{\"id\":\"a\"}}}";
        assert_eq!(station.post_raw(&path, secret, marked).await.status, 200, "{path}");
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_message_finds_its_organization_by_assistant_number_or_metadata() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);

    for (tenant, message) in [
        (&acme, json!({"type": "hang", "call": {"assistantId": acme.vapi_assistant_id}})),
        (&bolt, json!({"type": "hang", "phoneNumber": {"number": bolt.line_number}})),
        (&acme, json!({"type": "hang", "call": {"phoneNumberId": acme.vapi_phone_number_id}})),
        (
            &bolt,
            json!({"type": "hang", "call": {"assistantOverrides": {"metadata": {"organization_id": bolt.id}}}}),
        ),
    ] {
        let body = json!({"message": message}).to_string();
        let answer = station.post_raw("/vapi-webhook", Some(&tenant.vapi_webhook_secret), body).await;
        assert_eq!(answer.status, 200, "{message}: {answer:?}");
    }
    world.settled().await;

    let per_organization =
        world.query("SELECT organization_id AS id, count(*) FROM webhook_events GROUP BY 1 ORDER BY 1").await;
    let mut expected = [json!({"id": acme.id.0, "count": 2}), json!({"id": bolt.id.0, "count": 2})];
    expected.sort_by_key(|row| row["id"].to_string());
    assert_eq!(per_organization, expected);
    world.finish().await;
}

#[tokio::test]
async fn the_secret_may_come_as_a_bearer_token() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let request = station
        .request(&Station::path(&acme))
        .bearer_auth(&acme.vapi_webhook_secret)
        .body(json!({"message": {"type": "hang"}}).to_string());
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn an_organization_made_a_moment_ago_is_known() {
    let world = World::start().await;
    let first = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    assert_eq!(station.post(&first, &json!({"message": {"type": "hang"}})).await.status, 200);

    let second = world.organization("Bolt Plumbing").await;
    testing::eventually("the new organization is known", async || {
        station.post(&second, &json!({"message": {"type": "hang"}})).await.status == 200
    })
    .await;
    world.settled().await;
    world.finish().await;
}
