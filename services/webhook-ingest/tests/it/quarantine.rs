//! Verified messages that are unassigned until an operator releases them.

use db::webhook_quarantine;
use serde_json::{Value, json};
use testing::{OwnServers, Tenant, World, eventually};

use crate::station::Station;

/// A report of a call to Acme's assistant over Bolt's number.
fn contradictory(acme: &Tenant, bolt: &Tenant) -> Value {
    let mut report = acme.vapi_call("call-1").report();
    report["message"]["call"]["phoneNumberId"] = bolt.vapi_phone_number_id.as_str().into();
    report
}

async fn quarantined(world: &World) -> Vec<Value> {
    world.settled().await;
    world
        .query("SELECT reason, candidates, connection_id, type, provider FROM webhook_quarantine ORDER BY id")
        .await
}

fn candidates(tenants: &[&Tenant]) -> Value {
    let mut ids: Vec<_> = tenants.iter().map(|tenant| tenant.id).collect();
    ids.sort();
    json!(ids.iter().map(|id| id.0).collect::<Vec<_>>())
}

pub(crate) async fn waiting_for_reports(world: &World) -> u32 {
    let depths = world.resources.bus.depths().await.unwrap();
    depths.iter().find(|depth| depth.queue == "call-processor.record-call").unwrap().ready
}

#[tokio::test]
async fn a_contradictory_message_is_unassigned_until_it_is_released() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let report = contradictory(&acme, &bolt);

    // By its address it would be Acme's.
    let answer = station.post(&acme, &report).await;
    assert_eq!((answer.status, answer.body), (200, json!({})));
    let expected = json!({
        "reason": "contradictory", "candidates": candidates(&[&acme, &bolt]), "provider": "vapi",
        "connection_id": acme.connection.0, "type": "end-of-call-report",
    });
    assert_eq!(quarantined(&world).await, [expected]);
    assert_eq!(world.query("SELECT count(*) FROM webhook_events").await, [json!({"count": 0})]);
    assert_eq!(waiting_for_reports(&world).await, 0, "it has no effect");

    let id = world.query("SELECT id FROM webhook_quarantine").await[0]["id"].as_str().unwrap().to_owned();
    let tx = world.resources.db.identity().await.unwrap();
    webhooks::release(&tx, id.parse().unwrap(), bolt.id, "ops@callflex.example").await.unwrap();
    tx.commit().await.unwrap();
    eventually("it is archived as Bolt's", async || {
        let archived = world.query("SELECT id, organization_id, type FROM webhook_events").await;
        archived == [json!({"id": id, "organization_id": bolt.id.0, "type": "end-of-call-report"})]
    })
    .await;
    eventually("it is on its way to become Bolt's call", async || waiting_for_reports(&world).await == 1)
        .await;
    world.settled().await;
    assert_eq!(world.query("SELECT count(*) FROM webhook_spool").await, [json!({"count": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn without_an_address_everything_has_to_point_at_one_organization() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let hang = |call: &Value| json!({"message": {"type": "hang", "call": call}}).to_string();
    for (call, secret, expected) in [
        (
            json!({"assistantId": acme.vapi_assistant_id, "phoneNumberId": bolt.vapi_phone_number_id}),
            &acme.vapi_webhook_secret,
            Some(("contradictory", candidates(&[&acme, &bolt]))),
        ),
        (
            json!({"assistantId": acme.vapi_assistant_id, "metadata": {"organizationId": bolt.id}}),
            &bolt.vapi_webhook_secret,
            Some(("contradictory", candidates(&[&acme, &bolt]))),
        ),
        (
            json!({"assistantId": "nobody's", "phoneNumberId": "nobody's"}),
            &bolt.vapi_webhook_secret,
            Some(("unknown", candidates(&[&bolt]))),
        ),
        (json!({"assistantId": acme.vapi_assistant_id}), &acme.vapi_webhook_secret, None),
        (json!({"id": "it names nobody"}), &acme.vapi_webhook_secret, None),
    ] {
        let before = quarantined(&world).await.len();
        let answer = station.post_raw("/vapi-webhook", Some(secret), hang(&call)).await;
        assert_eq!((answer.status, answer.body), (200, json!({})), "{call}");
        let after = quarantined(&world).await;
        let found = after.get(before).map(|row| (row["reason"].as_str().unwrap(), row["candidates"].clone()));
        assert_eq!(found, expected, "{call}");
    }
    assert_eq!(world.query("SELECT count(*) FROM webhook_events").await, [json!({"count": 2})]);
    world.finish().await;
}

#[tokio::test]
async fn noise_in_quarantine_is_marked_and_not_listed() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let mut noise = contradictory(&acme, &bolt);
    noise["message"]["type"] = "speech-update".into();
    for message in [&noise, &contradictory(&acme, &bolt)] {
        assert_eq!(station.post(&acme, message).await.status, 200);
    }
    assert_eq!(quarantined(&world).await.len(), 2);

    let tx = world.resources.db.identity().await.unwrap();
    let listed = webhook_quarantine::list(&tx, None, 10).await.unwrap();
    let kinds: Vec<_> = listed.iter().map(|entry| entry.quarantined.kind.as_str()).collect();
    assert_eq!(kinds, ["end-of-call-report"]);
    assert_eq!(webhook_quarantine::list_with_noise(&tx, None, 10).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn a_question_in_quarantine_is_answered_and_nothing_is_done_for_any_organization() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let call = crate::asking::tool("call_a", "takeMessage", &json!({"message": "Call me."}));
    let mut question = crate::asking::tool_calls(&acme, "call-1", &[call]);
    question["message"]["call"]["phoneNumberId"] = bolt.vapi_phone_number_id.as_str().into();
    let answer = station.post(&acme, &question).await;
    assert!(crate::asking::results(&answer, &["call_a"])[0]["error"].is_string(), "{answer:?}");
    assert_eq!(quarantined(&world).await.len(), 1);
    for table in ["calls", "call_actions", "live_questions", "webhook_events"] {
        assert_eq!(crate::asking::count(&world, table).await, 0, "{table}");
    }
    world.finish().await;
}

#[tokio::test]
async fn what_is_unassigned_is_kept_with_one_store_down_too() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let report = contradictory(&acme, &bolt);
    assert_eq!(station.post(&acme, &report).await.status, 200);
    world.settled().await;

    servers.rabbitmq.stop().await;
    assert_eq!(station.post(&acme, &report).await.status, 200);
    let spooled = world.query("SELECT organization_id, routing_key FROM webhook_spool").await;
    assert_eq!(spooled, [json!({"organization_id": null, "routing_key": "quarantine.vapi"})]);
    servers.rabbitmq.start_again().await.unwrap();
    assert!(world.resources.bus.until_up().await);
    eventually("both are in quarantine", async || {
        world.query("SELECT count(*) FROM webhook_quarantine").await == [json!({"count": 2})]
    })
    .await;

    // What is in memory decides, and an operator may decide otherwise.
    servers.postgres.stop().await;
    assert_eq!(station.post(&acme, &report).await.status, 200);
    servers.postgres.start_again().await.unwrap();
    eventually("all three are in quarantine", async || {
        world.query("SELECT count(*) FROM webhook_quarantine").await == [json!({"count": 3})]
    })
    .await;
    world.finish().await;
}
