use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bus::{Bus, Disposition, PublishError};
use tokio::time::sleep;
use uuid::Uuid;

use crate::world::{
    CALM, QUEUE, connect, consume, event, failed, holds, own_broker, own_broker_that_is_down, settings, until,
};

/// Without waiting for an answer, which takes `PUBLISH_TIMEOUT`; but the machine may be busy.
const AT_ONCE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn publishing_fails_at_once_while_the_broker_is_down_and_works_after() {
    let mut broker = own_broker().await;
    let bus = connect(&broker.url()).await;
    let publisher = bus.publisher();
    publisher.publish(event("call.updated")).await.unwrap();

    broker.stop().await;
    until("the bus knows that it is down", async || !bus.is_up()).await;
    let started = Instant::now();
    let result = publisher.publish(event("call.updated")).await;
    assert!(matches!(result, Err(PublishError::Down)), "{result:?}");
    assert!(started.elapsed() < AT_ONCE, "took {:?}", started.elapsed());

    broker.start_again().await.unwrap();
    until("the bus is up", async || bus.is_up()).await;
    publisher.publish(event("call.updated")).await.unwrap();
    // What was confirmed before the restart is still there.
    holds(&bus, QUEUE, 2).await;
}

#[tokio::test]
async fn nothing_that_was_confirmed_is_lost_when_the_broker_is_killed_twice_under_load() {
    let mut broker = own_broker().await;
    let bus = connect(&broker.url()).await;
    // RabbitMQ 3.10 forgets a queue, with all that is in it, when it is killed within seconds of making it:
    // the queue's name waits that long in memory. After an orderly stop the queues are as they are everywhere
    // but in a test.
    broker.restart().await.unwrap();
    until("the bus is up", async || bus.is_up()).await;
    let handled = Arc::new(Mutex::new(HashSet::new()));
    let inside = Arc::clone(&handled);
    let consumer = consume(&bus, CALM, move |received| {
        let handled = Arc::clone(&inside);
        async move {
            handled.lock().unwrap().insert(received.id);
            Ok(())
        }
    });

    let confirmed = Arc::new(Mutex::new(HashSet::new()));
    let mut publishers = tokio::task::JoinSet::new();
    let stop = tokio_util::sync::CancellationToken::new();
    for _ in 0..8 {
        publishers.spawn(publish_until(stop.clone(), bus.clone(), Arc::clone(&confirmed)));
    }
    for _ in 0..2 {
        let before = confirmed.lock().unwrap().len();
        until("hundreds more are confirmed", async || confirmed.lock().unwrap().len() > before + 300).await;
        broker.kill().await;
        sleep(Duration::from_secs(1)).await;
        broker.start_again().await.unwrap();
        until("the bus is up", async || bus.is_up()).await;
    }
    stop.cancel();
    publishers.join_all().await;

    let confirmed = confirmed.lock().unwrap().clone();
    until("every confirmed message is handled", async || confirmed.is_subset(&handled.lock().unwrap())).await;
    let deliveries = consumer.notes.count();
    println!(
        "{} confirmed, {} handled in {deliveries} deliveries, 0 lost",
        confirmed.len(),
        handled.lock().unwrap().len()
    );
    consumer.stop().await;
}

#[tokio::test]
async fn a_consumer_and_its_ladder_go_on_after_the_broker_came_back() {
    let mut broker = own_broker().await;
    let bus = connect(&broker.url()).await;
    let consumer = consume(&bus, CALM, |received| async move {
        if received.attempt == 1 { Err(failed(Disposition::Retry, "once")) } else { Ok(()) }
    });
    bus.publisher().publish(event("call.updated")).await.unwrap();
    until("the first is handled", async || consumer.notes.finished() == 1).await;

    broker.restart().await.unwrap();

    until("the bus is up", async || bus.is_up()).await;
    bus.publisher().publish(event("call.updated")).await.unwrap();
    until("the second is handled", async || consumer.notes.finished() == 2).await;
    consumer.stop().await;
}

#[tokio::test]
async fn a_bus_that_starts_before_the_broker_connects_when_it_comes() {
    let mut broker = own_broker_that_is_down().await;
    let bus = Bus::start(settings(&broker.url())).unwrap();
    until("the first try has failed", async || bus.last_error().is_some()).await;
    assert!(!bus.is_up());

    broker.start_again().await.unwrap();

    until("the bus is up", async || bus.is_up()).await;
    bus.publisher().publish(event("call.updated")).await.unwrap();
}

async fn publish_until(
    stop: tokio_util::sync::CancellationToken,
    bus: Bus,
    confirmed: Arc<Mutex<HashSet<Uuid>>>,
) {
    let publisher = bus.publisher();
    while !stop.is_cancelled() {
        let message = event("call.updated");
        let id = message.message_id;
        match publisher.publish(message).await {
            Ok(()) => {
                confirmed.lock().unwrap().insert(id);
            }
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
}
