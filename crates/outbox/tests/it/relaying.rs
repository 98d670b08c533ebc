use std::collections::BTreeSet;
use std::time::Instant;

use contracts::Name as _;
use contracts::calls::CallUpdated;
use db::events::NewEvent;
use domain::EventId;
use lapin::message::Delivery;
use lapin::types::AMQPValue;
use prost::Message as _;
use runtime::clock;
use testing::{World, eventually};

use crate::events::{append, arrived, assert_each_has_its_place, event, id, logged, relay, waiting};

#[tokio::test]
async fn an_event_that_was_rolled_back_is_never_published() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    relay(&world);
    let tx = world.resources.db.tenant(acme.id).await.unwrap();
    outbox::append(&tx, event("never"), "tests").await.unwrap();
    drop(tx);
    append(&world, &acme, 3).await;
    world.settled().await;
    let arrived = arrived(&world.settings).await;
    let published: BTreeSet<String> = arrived.iter().map(call_id).collect();
    assert_eq!(published, ["0", "1", "2"].map(str::to_owned).into());
    assert_eq!(logged(&world).await.len(), 3);
    world.finish().await;
}

fn call_id(delivery: &Delivery) -> String {
    CallUpdated::decode(&*delivery.data).unwrap().call.unwrap().id
}

#[tokio::test]
async fn a_published_event_carries_what_its_readers_need() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let new = NewEvent {
        id: EventId(clock::new_id()),
        name: "call.updated",
        message_type: CallUpdated::full_name(),
        schema_version: 3,
        payload: event("call").encode_to_vec(),
        source: "tests",
        traceparent: Some(traceparent.to_owned()),
        occurred_at: "2026-03-02T12:00:00.999Z".parse().unwrap(),
    };
    let tx = world.resources.db.tenant(acme.id).await.unwrap();
    db::events::append(&tx, new.clone()).await.unwrap();
    tx.commit().await.unwrap();
    relay(&world);
    world.settled().await;

    let mut arrived = arrived(&world.settings).await;
    assert_eq!(arrived.len(), 1);
    let delivery = arrived.remove(0);
    assert_eq!(
        (delivery.exchange.as_str(), delivery.routing_key.as_str()),
        ("callflex.events", "call.updated")
    );
    assert_eq!(delivery.data, new.payload);
    let properties = &delivery.properties;
    assert_eq!(id(&delivery), new.id.0);
    assert_eq!(properties.kind().as_ref().unwrap().as_str(), new.message_type);
    assert_eq!(properties.content_type().as_ref().unwrap().as_str(), "application/protobuf");
    assert_eq!(properties.delivery_mode(), &Some(2));
    assert_eq!(properties.timestamp(), &Some(u64::try_from(new.occurred_at.timestamp()).unwrap()));
    let headers = properties.headers().as_ref().unwrap().inner();
    let text = |text: &str| Some(AMQPValue::LongString(text.into()));
    assert_eq!(headers.get("organization-id").cloned(), text(&acme.id.to_string()));
    assert_eq!(headers.get("traceparent").cloned(), text(traceparent));
    assert_eq!(headers.get("schema-version").cloned(), Some(AMQPValue::LongLongInt(3)));
    world.finish().await;
}

#[tokio::test]
async fn events_take_their_places_as_they_are_committed_and_not_as_they_were_made() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    relay(&world);
    let slow = world.resources.db.tenant(acme.id).await.unwrap();
    outbox::append(&slow, event("made first"), "tests").await.unwrap();
    append(&world, &acme, 2).await;
    eventually("the relay has placed what is committed", async || waiting(&world).await == 0).await;
    slow.commit().await.unwrap();
    world.settled().await;

    let published: Vec<_> =
        world.events(&acme).await.into_iter().map(|(_, event)| event["call"]["id"].clone()).collect();
    assert_eq!(published, ["0", "1", "made first"]);
    assert_each_has_its_place(&world, 3).await;
    world.finish().await;
}

#[tokio::test]
async fn of_two_relays_one_publishes_until_it_stops() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let first = relay(&world);
    eventually("the first relay works", async || relaying(&world).await == 1).await;
    relay(&world);
    append(&world, &acme, 300).await;
    world.settled().await;
    assert_eq!(relaying(&world).await, 1);
    first.stop().await;
    append(&world, &acme, 300).await;
    eventually("the second relay takes over", async || waiting(&world).await == 0).await;
    world.settled().await;

    let arrived = arrived(&world.settings).await;
    assert_eq!(arrived.len(), 600, "each event once");
    let ids: BTreeSet<_> = arrived.iter().map(id).collect();
    assert_eq!(ids, logged(&world).await.into_iter().collect());
    assert_each_has_its_place(&world, 600).await;
    world.finish().await;
}

async fn relaying(world: &World) -> u64 {
    let held = "SELECT count(*) AS relays FROM pg_locks JOIN pg_database d ON d.oid = database
                WHERE locktype = 'advisory' AND granted AND d.datname = current_database()";
    world.query(held).await[0]["relays"].as_u64().unwrap()
}

#[tokio::test]
async fn a_backlog_is_drained_event_by_event_without_loss() {
    const EVENTS: u32 = 5_000;
    let events = usize::try_from(EVENTS).unwrap();
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    append(&world, &acme, events).await;
    let started = Instant::now();
    relay(&world);
    eventually("the backlog is drained", async || waiting(&world).await == 0).await;
    let took = started.elapsed();
    println!("{EVENTS} events in {took:?}: {:.0} a second", f64::from(EVENTS) / took.as_secs_f64());

    let arrived = arrived(&world.settings).await;
    assert_eq!(arrived.len(), events);
    let ids: BTreeSet<_> = arrived.iter().map(id).collect();
    assert_eq!(ids, logged(&world).await.into_iter().collect());
    assert_each_has_its_place(&world, events).await;
    world.finish().await;
}
