//! A queue that has another name than in the version before.

use bus::{Disposition, Payload, Pick};
use contracts::Name as _;
use contracts::calls::CallUpdated;
use lapin::BasicProperties;
use lapin::options::BasicPublishOptions;
use uuid::Uuid;

use crate::world::{CALM, QUEUE, World, call_updated, connect, consume, event, failed, until};

const FORMER: &str = "billing.usage";

#[tokio::test]
async fn a_renamed_queue_gets_nothing_new_under_its_former_name_and_is_drained() {
    let world = World::start().await;
    left_by_the_version_before(&world).await;

    let bus = connect(&world.url).await;
    world.publisher.publish(event("call.updated")).await.unwrap();
    world.holds(QUEUE, 2).await;
    assert_eq!(world.ready(FORMER).await, 1, "its binding is gone");

    let consumer = consume(&bus, CALM, |_| async { Ok(()) });
    until("all are handled", async || consumer.notes.finished() == 3).await;
    consumer.stop().await;
    assert_eq!((world.ready(QUEUE).await, world.ready(FORMER).await), (0, 0));
}

#[tokio::test]
async fn what_waited_on_the_ladder_under_a_former_name_is_handled() {
    let world = World::start().await;
    publish(&world, "callflex.retry.300ms").await;

    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("it is handled", async || consumer.notes.finished() == 1).await;
    consumer.stop().await;
}

#[tokio::test]
async fn what_fails_in_a_former_queue_goes_on_under_the_name_of_today() {
    let world = World::start().await;
    publish(&world, "").await;

    let consumer = consume(&world.bus, CALM, |_| async { Err(failed(Disposition::Retry, "not today")) });
    until("it is dead", async || world.ready("billing.record-usage.dead").await == 1).await;
    assert_eq!(consumer.notes.count(), 3);
    consumer.stop().await;
    assert_eq!(world.ready("billing.usage.dead").await, 0);
}

#[tokio::test]
async fn the_dead_letters_of_a_former_queue_are_listed_and_put_back() {
    let world = World::start().await;
    let former = async || {
        let counts = world.bus.dead_letters().await.unwrap();
        counts.into_iter().find(|(queue, _)| *queue == FORMER)
    };
    assert_eq!(former().await, None, "a former name is listed only while there is something");
    publish(&world, "callflex.dead").await;
    until("it is listed", async || former().await == Some((FORMER, 1))).await;
    assert_eq!(world.bus.peek_dead_letters(FORMER, 10).await.unwrap().len(), 1);
    until("it is back in place", async || former().await == Some((FORMER, 1))).await;

    assert_eq!(world.bus.retry_dead_letters(FORMER, Pick::All).await.unwrap(), 1);
    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("it is handled", async || consumer.notes.finished() == 1).await;
    consumer.stop().await;
}

/// A queue that is bound, and a message in it.
async fn left_by_the_version_before(world: &World) {
    world.bind(FORMER, "callflex.events", "call.updated").await;
    world.publisher.publish(event("call.updated")).await.unwrap();
    world.holds(FORMER, 1).await;
}

/// Publishes a message whose routing key is the queue's former name: the way into the queue, back to it from
/// the ladder, and into its dead queue.
async fn publish(world: &World, exchange: &str) {
    let connection = world.raw().await;
    let channel = connection.create_channel().await.unwrap();
    let properties = BasicProperties::default()
        .with_delivery_mode(2)
        .with_message_id(Uuid::new_v4().to_string().into())
        .with_type(CallUpdated::full_name().into());
    let body = Payload::of(&call_updated("call")).body;
    let options = BasicPublishOptions::default();
    channel.basic_publish(exchange.into(), FORMER.into(), options, &body, properties).await.unwrap();
    connection.close(200, "OK".into()).await.unwrap();
}
