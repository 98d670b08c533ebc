use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use bus::{ConsumerSettings, Deliveries, Disposition};
use futures_util::future::pending;
use lapin::options::{BasicGetOptions, BasicNackOptions};
use tokio::sync::{Barrier, Semaphore};
use tokio::time::sleep;

use crate::world::{
    CALM, CallChange, LADDER, QUEUE, World, call_updated, connect, consume, event, failed, soon, until,
};

#[tokio::test]
async fn a_handler_gets_the_message_as_it_was_published() {
    let world = World::start().await;
    let sent = event("call.updated");
    world.publisher.publish(sent.clone()).await.unwrap();

    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("the message is handled", async || consumer.notes.finished() == 1).await;
    let received = consumer.notes.seen().remove(0).received;
    consumer.stop().await;

    assert_eq!(received.id, sent.message_id);
    assert_eq!(received.organization, sent.organization);
    assert_eq!(received.message, CallChange::CallUpdated(Box::new(call_updated("call"))));
    assert_eq!(received.attempt, 1);
    assert_eq!(world.ready(QUEUE).await, 0);
}

#[tokio::test]
async fn a_failing_message_climbs_the_ladder_and_dies_after_the_last_rung() {
    let world = World::start().await;
    let sent = event("call.updated");
    world.publisher.publish(sent.clone()).await.unwrap();

    let consumer = consume(&world.bus, CALM, |_| async { Err(failed(Disposition::Retry, "not today")) });
    until("the message is dead", async || world.ready("billing.record-usage.dead").await == 1).await;
    let seen = consumer.notes.seen();
    consumer.stop().await;

    assert_eq!(seen.iter().map(|seen| seen.received.attempt).collect::<Vec<_>>(), [1, 2, 3]);
    for (pair, delay) in seen.windows(2).zip(LADDER) {
        assert_eq!(pair[1].received.id, sent.message_id);
        assert_eq!(pair[1].received.organization, sent.organization);
        let waited = pair[1].at - pair[0].at;
        assert!(waited >= delay, "waited {waited:?} on the rung of {delay:?}");
    }
    let letters = world.bus.peek_dead_letters(QUEUE, 10).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].attempts, letters[0].reason.as_str()), (3, "not today"));
    assert_eq!(letters[0].routing_key.as_deref(), Some("call.updated"));
    // Only the queue that failed got it back.
    assert_eq!(world.ready("webhook-ingest.archive").await, 0);
}

#[tokio::test]
async fn a_message_that_fails_once_is_handled_when_it_comes_back() {
    let world = World::start().await;
    world.publisher.publish(event("call.updated")).await.unwrap();

    let consumer = consume(&world.bus, CALM, |received| async move {
        if received.attempt == 1 { Err(failed(Disposition::Retry, "once")) } else { Ok(()) }
    });
    until("the message is handled", async || consumer.notes.finished() == 1).await;
    consumer.stop().await;

    let depths = world.bus.depths().await.unwrap();
    assert!(depths.iter().all(|depth| depth.ready == 0), "{depths:?}");
}

#[tokio::test]
async fn a_rejected_message_is_dead_at_once() {
    let world = World::start().await;
    world.publisher.publish(event("call.updated")).await.unwrap();

    let consumer =
        consume(&world.bus, CALM, |_| async { Err(failed(Disposition::Reject, "makes no sense")) });
    until("the message is dead", async || world.ready("billing.record-usage.dead").await == 1).await;
    assert_eq!(consumer.notes.count(), 1);
    consumer.stop().await;
}

#[tokio::test]
async fn a_panic_and_a_handler_that_takes_too_long_are_retried() {
    let world = World::start().await;
    world.publisher.publish(event("call.updated")).await.unwrap();

    let settings = ConsumerSettings { handler_timeout: Duration::from_millis(200), ..CALM };
    let consumer = consume(&world.bus, settings, |received| async move {
        match received.attempt {
            1 => panic!("a bug"),
            2 => pending().await,
            _ => Ok(()),
        }
    });
    until("the message is handled", async || consumer.notes.finished() == 1).await;
    consumer.stop().await;
    assert_eq!(world.ready("billing.record-usage.dead").await, 0);
}

#[tokio::test]
async fn a_delivery_is_in_flight_until_it_is_settled_however_that_ends() {
    let world = World::start().await;
    let permits = Arc::new(Semaphore::new(0));
    let inside = Arc::clone(&permits);
    let consumer = consume(&world.bus, CALM, move |received| {
        let permits = Arc::clone(&inside);
        async move {
            permits.acquire().await.unwrap().forget();
            if received.attempt == 1 { Err(failed(Disposition::Retry, "once")) } else { Ok(()) }
        }
    });
    let deliveries = async |taken, in_flight, retried| {
        until(&format!("{in_flight} of {taken} deliveries are in flight"), async || {
            world.bus.deliveries() == Deliveries { taken, in_flight, retried }
        })
        .await;
    };
    deliveries(0, 0, 0).await;
    world.publisher.publish(event("call.updated")).await.unwrap();
    world.publisher.publish(event("call.updated")).await.unwrap();
    deliveries(2, 2, 0).await;

    permits.add_permits(1);
    // It waits on its rung, and comes back.
    deliveries(2, 1, 1).await;
    deliveries(3, 2, 1).await;
    permits.add_permits(2);
    deliveries(4, 1, 2).await;
    permits.add_permits(1);
    deliveries(4, 0, 2).await;
    assert_eq!(consumer.notes.finished(), 2);
    consumer.stop().await;
}

#[tokio::test]
async fn a_message_in_flight_at_a_consumer_that_dies_is_delivered_again() {
    let world = World::start().await;
    world.publisher.publish(event("call.updated")).await.unwrap();
    let other = connect(&world.url).await;
    let dying = consume(&other, CALM, |_| pending());
    until("the message is in flight", async || dying.notes.count() == 1).await;

    dying.abort().await;

    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("the message is handled", async || consumer.notes.finished() == 1).await;
    let received = consumer.notes.seen().remove(0).received;
    consumer.stop().await;
    assert_eq!(received.attempt, 1);
}

#[tokio::test]
async fn while_the_database_is_down_the_consumer_pauses_and_no_attempt_is_spent() {
    let world = World::start().await;
    for _ in 0..5 {
        world.publisher.publish(event("call.updated")).await.unwrap();
    }
    let down = Arc::new(AtomicU32::new(1));
    let flag = Arc::clone(&down);
    let consumer = consume(&world.bus, CALM, move |_| {
        let down = flag.load(Ordering::SeqCst) == 1;
        async move { if down { Err(failed(Disposition::Unavailable, "no database")) } else { Ok(()) } }
    });
    consumer.notes.set_ready(false);

    until("the handler was asked twice whether it is ready", async || {
        consumer.notes.ready_checks.load(Ordering::SeqCst) >= 2
    })
    .await;
    until("all of it waits in its queue and nothing consumes it", async || {
        let depths = world.bus.depths().await.unwrap();
        let queue = depths.iter().find(|depth| depth.queue == QUEUE).unwrap();
        (queue.ready, queue.consumers) == (5, 0)
    })
    .await;
    let paused = consumer.notes.count();
    sleep(Duration::from_millis(500)).await;
    assert_eq!(consumer.notes.count(), paused, "nothing is handed out during the pause");
    assert_eq!(world.bus.deliveries().in_flight, 0);

    down.store(0, Ordering::SeqCst);
    consumer.notes.set_ready(true);
    until("all are handled", async || consumer.notes.finished() == 5).await;
    assert!(consumer.notes.seen().iter().all(|seen| seen.received.attempt == 1));
    consumer.stop().await;
    assert_eq!(world.ready("billing.record-usage.dead").await, 0);
}

#[tokio::test]
async fn a_message_that_went_back_too_often_through_no_fault_of_its_own_is_spared_the_dead_queue() {
    let world = World::start().await;
    world.publisher.publish(event("call.updated")).await.unwrap();
    // As often as the broker allows: handed back the plain way once more, it would be dead.
    hand_back(&world, 20).await;

    let down = Arc::new(AtomicBool::new(true));
    let flag = Arc::clone(&down);
    let consumer = consume(&world.bus, CALM, move |_| {
        let down = flag.swap(false, Ordering::SeqCst);
        async move { if down { Err(failed(Disposition::Unavailable, "no database")) } else { Ok(()) } }
    });
    until("it is handled", async || consumer.notes.finished() == 1).await;
    assert!(consumer.notes.seen().iter().all(|seen| seen.received.attempt == 1));
    consumer.stop().await;
    assert_eq!(world.ready("billing.record-usage.dead").await, 0);
}

/// Takes the one message and hands it back, over and over.
async fn hand_back(world: &World, times: u32) {
    let connection = world.raw().await;
    let channel = connection.create_channel().await.unwrap();
    for _ in 0..times {
        let message = soon("the message", async {
            loop {
                let taken = channel.basic_get(QUEUE.into(), BasicGetOptions::default()).await.unwrap();
                if let Some(message) = taken {
                    break message;
                }
            }
        })
        .await;
        message.acker.nack(BasicNackOptions { requeue: true, multiple: false }).await.unwrap();
    }
}

#[tokio::test]
async fn a_graceful_stop_finishes_what_is_in_flight_and_leaves_the_rest() {
    let world = World::start().await;
    for _ in 0..3 {
        world.publisher.publish(event("call.updated")).await.unwrap();
    }
    let gate = Arc::new(Semaphore::new(0));
    let inside = Arc::clone(&gate);
    let consumer = consume(&world.bus, ConsumerSettings { prefetch: 2, ..CALM }, move |_| {
        let gate = Arc::clone(&inside);
        async move {
            gate.acquire().await.unwrap().forget();
            Ok(())
        }
    });
    until("two are in flight", async || consumer.notes.count() == 2).await;

    consumer.begin_stop();
    sleep(Duration::from_millis(200)).await;
    assert!(!consumer.is_stopped(), "it waits for what is in flight");
    gate.add_permits(2);
    let notes = Arc::clone(&consumer.notes);
    consumer.stop().await;

    assert_eq!(notes.finished(), 2);
    world.holds(QUEUE, 1).await;
}

#[tokio::test]
async fn no_more_messages_are_in_flight_than_the_prefetch_allows() {
    let world = World::start().await;
    let messages = (0..20).map(|_| event("call.updated")).collect();
    assert!(world.publisher.publish_all(messages).await.iter().all(Result::is_ok));
    let (now, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    // None goes on before four are there.
    let four = Arc::new(Barrier::new(4));
    let counters = (Arc::clone(&now), Arc::clone(&most), four);
    let consumer = consume(&world.bus, ConsumerSettings { prefetch: 4, ..CALM }, move |_| {
        let (now, most, four) = counters.clone();
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            four.wait().await;
            sleep(Duration::from_millis(30)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        }
    });
    until("all are handled", async || consumer.notes.finished() == 20).await;
    consumer.stop().await;
    assert_eq!(most.load(Ordering::SeqCst), 4, "as many as allowed, and they run together");
}

#[tokio::test]
async fn when_the_rung_is_missing_the_message_stays_in_its_queue() {
    let world = World::start().await;
    world.unbind("callflex.retry.300ms", "callflex.retry.300ms", "").await;
    world.publisher.publish(event("call.updated")).await.unwrap();
    let consumer = consume(&world.bus, CALM, |_| async { Err(failed(Disposition::Retry, "not today")) });

    until("it came at least twice", async || consumer.notes.count() >= 2).await;
    assert!(consumer.notes.seen().iter().all(|seen| seen.received.attempt == 1));
    consumer.stop().await;
    world.bind("callflex.retry.300ms", "callflex.retry.300ms", "").await;
    world.holds(QUEUE, 1).await;
}

#[tokio::test]
async fn thousands_of_messages_are_handled_and_acked() {
    const MANY: u32 = 2_000;
    let world = World::start().await;
    let messages = (0..MANY).map(|_| event("call.updated")).collect();
    assert!(world.publisher.publish_all(messages).await.iter().all(Result::is_ok));
    let started = Instant::now();
    let consumer = consume(&world.bus, ConsumerSettings { prefetch: 50, ..CALM }, |_| async { Ok(()) });
    soon("all to be handled", async {
        while consumer.notes.finished() < MANY {
            sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let seconds = started.elapsed().as_secs_f64();
    println!("{MANY} handled and acked in {seconds:.2} s: {:.0} a second", f64::from(MANY) / seconds);
    consumer.stop().await;
    assert_eq!(world.ready(QUEUE).await, 0);
}
