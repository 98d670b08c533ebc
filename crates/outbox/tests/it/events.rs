//! Events that are appended, and what arrives of them.

use std::convert::Infallible;

use contracts::calls::{Call, CallUpdated};
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicGetOptions};
use lapin::{Connection, ConnectionProperties};
use outbox::{Relay, RelaySettings};
use runtime::Settings;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use testing::{Spawned, Tenant, World};
use uuid::Uuid;

/// What these tests append goes here and nowhere else; no service reads it meanwhile.
pub(crate) const QUEUE: &str = "billing.record-usage";

pub(crate) fn event(text: &str) -> CallUpdated {
    CallUpdated { call: Some(Call { id: text.to_owned(), ..Call::default() }) }
}

/// Appends events in one transaction each hundred, as fast as that goes.
pub(crate) async fn append(world: &World, tenant: &Tenant, events: usize) {
    for first in (0..events).step_by(100) {
        let tx = world.resources.db.tenant(tenant.id).await.unwrap();
        for number in first..events.min(first + 100) {
            outbox::append(&tx, event(&number.to_string()), "tests").await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

pub(crate) fn relay(world: &World) -> Spawned {
    let settings = RelaySettings {
        system_url: world.settings.database.system_url().unwrap(),
        statement_timeout: testing::PATIENCE,
    };
    let relay = Relay::new(settings, world.resources.bus.clone());
    world.spawn("relay", |shutdown| async move {
        relay.run(shutdown).await;
        Ok::<_, Infallible>(())
    })
}

/// Everything that has arrived in the queue until now.
pub(crate) async fn arrived(settings: &Settings) -> Vec<Delivery> {
    let url = settings.bus.url().unwrap().expose_secret();
    let connection = Connection::connect(url, ConnectionProperties::default()).await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let mut deliveries = Vec::new();
    while let Some(message) = channel.basic_get(QUEUE.into(), BasicGetOptions::default()).await.unwrap() {
        message.delivery.acker.ack(BasicAckOptions::default()).await.unwrap();
        deliveries.push(message.delivery);
    }
    connection.close(200, "OK".into()).await.unwrap();
    deliveries
}

pub(crate) fn id(delivery: &Delivery) -> Uuid {
    delivery.properties.message_id().as_ref().unwrap().as_str().parse().unwrap()
}

/// The ids of the log's events, in the order of their positions.
pub(crate) async fn logged(world: &World) -> Vec<Uuid> {
    let rows = world.query("SELECT id FROM events ORDER BY position").await;
    rows.iter().map(|row| row["id"].as_str().unwrap().parse().unwrap()).collect()
}

/// That every event has a place, each its own.
pub(crate) async fn assert_each_has_its_place(world: &World, events: usize) {
    let places = world
        .query("SELECT count(*) AS events, count(position) AS placed, count(DISTINCT position) AS places FROM events")
        .await;
    assert_eq!(places[0], serde_json::json!({"events": events, "placed": events, "places": events}));
}

pub(crate) async fn waiting(world: &World) -> Value {
    world.query("SELECT count(*) AS events FROM outbox").await.remove(0)["events"].take()
}
