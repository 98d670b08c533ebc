use serde_json::json;
use testing::{OwnServers, World, eventually};

use crate::quarantine::waiting_for_reports;
use crate::station::Station;

#[tokio::test]
async fn one_store_is_enough_and_without_both_the_answer_is_503() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let hang = |n: u32| json!({"message": {"type": "hang", "n": n}});
    assert_eq!(station.post(&acme, &hang(1)).await.status, 200);
    world.settled().await;

    servers.rabbitmq.stop().await;
    assert_eq!(station.post(&acme, &hang(2)).await.status, 200);
    assert_eq!(world.query("SELECT count(*) FROM webhook_spool").await, [json!({"count": 1})]);
    assert!(station.is_ready().await);

    servers.postgres.stop().await;
    let answer = station.post(&acme, &hang(3)).await;
    assert_eq!(answer.header("retry-after"), "5");
    answer.problem(503, "unavailable");
    assert!(!station.is_ready().await);

    servers.rabbitmq.start_again().await.unwrap();
    assert!(world.resources.bus.until_up().await);
    assert_eq!(station.post(&acme, &hang(4)).await.status, 200);
    // What memory does not hold can't be rejected while Postgres is down: it might be there.
    let unknown = "/api/webhooks/vapi/org_01995b2e7c417e1b8d3a5f0a9b6c2d11";
    station.post_raw(unknown, Some("guess"), hang(5).to_string()).await.problem(503, "unavailable");
    station
        .post_raw(&Station::path(&acme), Some("guess"), hang(6).to_string())
        .await
        .problem(503, "unavailable");

    servers.postgres.start_again().await.unwrap();
    eventually("the three accepted webhooks are archived, and the spool is empty", async || {
        world.query("SELECT count(*) FROM webhook_events").await == [json!({"count": 3})]
            && world.query("SELECT count(*) FROM webhook_spool").await == [json!({"count": 0})]
    })
    .await;
    world.finish().await;
}

#[tokio::test]
async fn what_names_no_call_keeps_its_key_in_the_spool() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let status = json!({"message": {"type": "status-update", "status": "ended"}});
    assert_eq!(station.post(&acme, &status).await.status, 200);
    world.settled().await;
    servers.rabbitmq.stop().await;
    assert_eq!(station.post(&acme, &status).await.status, 200);
    let spooled = world.query("SELECT organization_id, routing_key FROM webhook_spool").await;
    assert_eq!(spooled, [json!({"organization_id": acme.id.0, "routing_key": "vapi.unreadable"})]);
    servers.rabbitmq.start_again().await.unwrap();
    assert!(world.resources.bus.until_up().await);
    eventually("both are archived with their reason", async || {
        let reasons = "SELECT count(*) FROM webhook_outcomes WHERE reason = 'no_call_id'";
        world.query(reasons).await == [json!({"count": 2})]
    })
    .await;
    assert_eq!(waiting_for_reports(&world).await, 0);
    world.finish().await;
}
