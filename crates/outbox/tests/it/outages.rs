//! Servers that go down while events wait.

use std::collections::BTreeSet;

use testing::{OwnServers, Tenant, World, eventually};

use crate::events::{append, arrived, assert_each_has_its_place, id, logged, relay, waiting};

/// That each event of the log has arrived. One whose confirm was lost may have arrived twice.
async fn assert_none_is_lost(world: &World, events: usize) {
    let arrived: BTreeSet<_> = arrived(&world.settings).await.iter().map(id).collect();
    let logged = logged(world).await;
    assert_eq!(logged.len(), events);
    assert_eq!(arrived, logged.into_iter().collect());
    assert_each_has_its_place(world, events).await;
}

async fn append_and_relay(world: &World, tenant: &Tenant, events: usize) {
    append(world, tenant, events).await;
    eventually("the events are relayed", async || waiting(world).await == 0).await;
}

#[tokio::test]
async fn events_wait_while_the_broker_is_down() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    relay(&world);
    append_and_relay(&world, &acme, 100).await;

    servers.rabbitmq.stop().await;
    append(&world, &acme, 700).await;
    servers.rabbitmq.start_again().await.unwrap();
    append(&world, &acme, 100).await;
    world.settled().await;
    assert_none_is_lost(&world, 900).await;

    append(&world, &acme, 700).await;
    servers.rabbitmq.kill().await;
    append(&world, &acme, 100).await;
    servers.rabbitmq.start_again().await.unwrap();
    world.settled().await;
    // The queue was emptied above, so that only the second half can be missed here.
    assert_eq!(waiting(&world).await, 0);
    let second_half: BTreeSet<_> = arrived(&world.settings).await.iter().map(id).collect();
    assert!(second_half.is_superset(&logged(&world).await.into_iter().skip(900).collect()));
    assert_each_has_its_place(&world, 1_700).await;
    world.finish().await;
}

#[tokio::test]
async fn the_relay_goes_on_when_the_database_is_back() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    relay(&world);
    append_and_relay(&world, &acme, 100).await;

    servers.postgres.restart().await.unwrap();
    append_and_relay(&world, &acme, 100).await;

    // In the middle of a backlog.
    append(&world, &acme, 1_500).await;
    servers.postgres.kill().await;
    servers.postgres.start_again().await.unwrap();
    append_and_relay(&world, &acme, 100).await;
    world.settled().await;
    assert_none_is_lost(&world, 1_800).await;
    world.finish().await;
}
