use bus::{Bus, BusSettings, ConnectError, TopologyError};
use futures_util::future::join_all;
use lapin::options::{QueueDeclareOptions, QueueDeleteOptions};
use lapin::types::FieldTable;
use std::time::Duration;

use crate::world::{World, connect, own_broker, raw, settings, until};

#[tokio::test]
async fn several_services_may_declare_everything_at_the_same_time() {
    let broker = own_broker().await;
    let url = broker.url();
    let buses = join_all((0..6).map(|_| connect(&url))).await;
    for bus in &buses {
        assert!(bus.depths().await.unwrap().iter().all(|depth| depth.ready == 0));
    }
    join_all(buses.iter().map(Bus::close)).await;
}

#[tokio::test]
async fn a_queue_with_other_properties_is_named_in_the_error() {
    let world = World::start().await;
    // A rung that only this test uses.
    let ladder = vec![Duration::from_millis(777)];
    let name = "callflex.retry.777ms";
    let connection = raw(&world.url).await;
    let channel = connection.create_channel().await.unwrap();
    channel.queue_delete(name.into(), QueueDeleteOptions::default()).await.unwrap();
    channel.queue_declare(name.into(), QueueDeclareOptions::durable(), FieldTable::default()).await.unwrap();

    let bus = Bus::start(BusSettings { ladder, ..settings(&world.url) }).unwrap();
    let failed = async || matches!(bus.last_error().as_deref(), Some(ConnectError::Topology(_)));
    until("the bus could not declare the queue", failed).await;
    let cause = bus.last_error().unwrap();
    bus.close().await;
    channel.queue_delete(name.into(), QueueDeleteOptions::default()).await.unwrap();

    let ConnectError::Topology(error @ TopologyError::Different { .. }) = &*cause else {
        panic!("{cause:?}")
    };
    assert!(error.to_string().contains(name), "{error}");
}

#[tokio::test]
async fn a_malformed_url_is_an_error_that_does_not_repeat_it() {
    let Err(error) = Bus::start(settings("amqp://user:secret@host:notaport/")) else {
        panic!("expected it to fail")
    };
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn a_wrong_password_is_reported() {
    let world = World::start().await;
    let (before, after) = world.url.split_once('@').unwrap();
    let bus = Bus::start(settings(&format!("{before}wrong@{after}"))).unwrap();
    until("the failure is known", async || bus.last_error().is_some()).await;
    assert!(matches!(*bus.last_error().unwrap(), ConnectError::Unreachable(_)));
    assert!(!bus.is_up());
    bus.close().await;
}
