use std::time::Instant;

use bus::{Exchange, PublishError};

use crate::world::{World, event, webhook};

const MANY: u32 = 2_000;

#[tokio::test]
async fn a_webhook_that_no_queue_takes_is_an_error() {
    let world = World::start().await;
    world.unbind("webhook-ingest.archive", Exchange::Webhooks.name(), "#").await;

    let result = world.publisher.publish(webhook("vapi.other")).await;

    world.bind("webhook-ingest.archive", Exchange::Webhooks.name(), "#").await;
    assert!(matches!(result, Err(PublishError::Unroutable { .. })), "{result:?}");
}

#[tokio::test]
async fn an_event_that_no_service_consumes_is_confirmed() {
    let world = World::start().await;
    world.publisher.publish(event("nobody.listens")).await.unwrap();
}

#[tokio::test]
async fn a_key_that_amqp_cannot_carry_is_an_error() {
    let world = World::start().await;
    let result = world.publisher.publish(event(&"k".repeat(256))).await;
    assert!(matches!(result, Err(PublishError::TooLong(_))), "{result:?}");
}

#[tokio::test]
async fn an_unroutable_webhook_among_many_is_blamed_and_no_other() {
    let world = World::start().await;
    world.unbind("webhook-ingest.archive", Exchange::Webhooks.name(), "#").await;
    let lost = |number: u32| number.is_multiple_of(7);
    let messages =
        (0..MANY).map(|number| webhook(if lost(number) { "vapi.other" } else { "vapi.status-update" }));

    let results = world.publisher.publish_all(messages.collect()).await;

    world.bind("webhook-ingest.archive", Exchange::Webhooks.name(), "#").await;
    for (number, result) in (0..MANY).zip(&results) {
        assert_eq!(
            matches!(result, Err(PublishError::Unroutable { .. })),
            lost(number),
            "{number}: {result:?}"
        );
        assert_eq!(result.is_ok(), !lost(number), "{number}: {result:?}");
    }
    let stored = results.iter().filter(|result| result.is_ok()).count();
    world.holds("call-processor.record-call", u32::try_from(stored).unwrap()).await;
}

#[tokio::test]
async fn thousands_of_messages_are_confirmed_without_waiting_for_each_other() {
    let world = World::start().await;
    let messages = (0..MANY).map(|_| event("call.updated")).collect();
    let started = Instant::now();

    let results = world.publisher.publish_all(messages).await;

    let seconds = started.elapsed().as_secs_f64();
    println!("{MANY} publishes confirmed in {seconds:.2} s: {:.0} a second", f64::from(MANY) / seconds);
    assert!(results.iter().all(Result::is_ok), "{:?}", results.iter().find(|result| result.is_err()));
    world.holds("billing.record-usage", MANY).await;
}
