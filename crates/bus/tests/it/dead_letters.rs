use bus::{DeadLetterError, Disposition, Exchange, Outgoing, Payload, Pick};
use futures_util::StreamExt;
use lapin::BasicProperties;
use lapin::options::{BasicConsumeOptions, BasicNackOptions, BasicPublishOptions};
use lapin::types::FieldTable;
use uuid::Uuid;

use crate::world::{CALM, QUEUE, World, consume, event, failed, until};

const DEAD: &str = "billing.record-usage.dead";

#[tokio::test]
async fn a_message_that_cannot_be_read_is_dead_with_its_reason_and_its_bytes() {
    let world = World::start().await;
    let broken = Payload { body: vec![0xff, 0xff, 0xff].into(), ..event("").payload };
    world.publisher.publish(Outgoing { payload: broken.clone(), ..event("call.updated") }).await.unwrap();
    let foreign = Payload { name: "somebody.elses.Message".to_owned(), ..event("").payload };
    world.publisher.publish(Outgoing { payload: foreign, ..event("call.updated") }).await.unwrap();

    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("both are dead", async || world.ready(DEAD).await == 2).await;
    assert_eq!(consumer.notes.count(), 0, "the handler never saw them");
    consumer.stop().await;

    let letters = world.bus.peek_dead_letters(QUEUE, 10).await.unwrap();
    let reasons = letters.iter().map(|letter| letter.reason.as_str()).collect::<Vec<_>>();
    assert!(reasons.iter().any(|reason| reason.contains("could not decode")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.contains("somebody.elses.Message")), "{reasons:?}");
    assert!(letters.iter().any(|letter| letter.body == broken.body));
}

#[tokio::test]
async fn a_message_without_an_id_is_dead_at_once() {
    let world = World::start().await;
    let connection = world.raw().await;
    let channel = connection.create_channel().await.unwrap();
    let options = BasicPublishOptions::default();
    channel
        .basic_publish("".into(), QUEUE.into(), options, b"hello", BasicProperties::default())
        .await
        .unwrap();

    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("it is dead", async || world.ready(DEAD).await == 1).await;
    consumer.stop().await;
}

#[tokio::test]
async fn dead_letters_are_counted_read_and_stay() {
    let world = World::start().await;
    let sent = kill(&world, 3).await;

    assert!(world.bus.dead_letters().await.unwrap().contains(&(QUEUE, 3)));
    for _ in 0..2 {
        let letters = world.bus.peek_dead_letters(QUEUE, 2).await.unwrap();
        assert_eq!(letters.len(), 2);
        let letter = &letters[0];
        let original = sent.iter().find(|message| Some(message.message_id) == letter.message_id).unwrap();
        assert_eq!(letter.queue, QUEUE);
        assert_eq!(letter.name.as_deref(), Some("callflex.calls.v1.CallUpdated"));
        assert_eq!(letter.reason, "makes no sense");
        assert_eq!(letter.organization, original.organization);
        assert_eq!(letter.body, original.payload.body);
        assert!(letter.failed_at.is_some());
        until("all are back in place", async || world.ready(DEAD).await == 3).await;
    }
}

#[tokio::test]
async fn one_dead_letter_is_put_back_and_the_others_stay() {
    let world = World::start().await;
    let sent = kill(&world, 3).await;

    let moved = world.bus.retry_dead_letters(QUEUE, Pick::One(sent[1].message_id)).await.unwrap();

    assert_eq!(moved, 1);
    until("two are left", async || world.ready(DEAD).await == 2).await;
    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("it is handled", async || consumer.notes.finished() == 1).await;
    let received = consumer.notes.seen().remove(0).received;
    consumer.stop().await;
    assert_eq!((received.id, received.attempt), (sent[1].message_id, 1), "it starts afresh");
    assert_eq!(world.bus.retry_dead_letters(QUEUE, Pick::One(Uuid::new_v4())).await.unwrap(), 0);
}

#[tokio::test]
async fn all_dead_letters_are_put_back() {
    let world = World::start().await;
    kill(&world, 3).await;

    assert_eq!(world.bus.retry_dead_letters(QUEUE, Pick::All).await.unwrap(), 3);

    world.holds(QUEUE, 3).await;
    world.holds(DEAD, 0).await;
}

#[tokio::test]
async fn what_the_broker_itself_gave_up_on_is_a_dead_letter_too() {
    let world = World::start().await;
    let sent = Outgoing { exchange: Exchange::Events, ..event("call.updated") };
    world.publisher.publish(sent.clone()).await.unwrap();
    let connection = world.raw().await;
    let channel = connection.create_channel().await.unwrap();
    let mut deliveries = channel
        .basic_consume(QUEUE.into(), "".into(), BasicConsumeOptions::default(), FieldTable::default())
        .await
        .unwrap();

    // A consumer that fails over and over without a reason.
    for _ in 0..21 {
        let delivery = deliveries.next().await.unwrap().unwrap();
        delivery.acker.nack(BasicNackOptions { requeue: true, multiple: false }).await.unwrap();
    }

    until("it is dead", async || world.ready(DEAD).await == 1).await;
    let letter = world.bus.peek_dead_letters(QUEUE, 1).await.unwrap().remove(0);
    assert_eq!((letter.reason.as_str(), letter.message_id), ("delivery_limit", Some(sent.message_id)));
    assert_eq!(letter.routing_key.as_deref(), Some("call.updated"));
    assert!(letter.failed_at.is_some());

    // Kept elsewhere it shows the same, though the broker's record is not kept.
    until("it is back in place", async || world.ready(DEAD).await == 1).await;
    let taken = world.bus.take_dead_letters(QUEUE, 1, usize::MAX).await.unwrap();
    assert_eq!(format!("{:?}", taken.letters()[0].read().unwrap()), format!("{letter:?}"));
    assert!(!String::from_utf8_lossy(&taken.letters()[0].properties).contains("x-death"));
    taken.give_back().await;
}

#[tokio::test]
async fn a_dead_letter_that_was_kept_elsewhere_is_put_back_as_any() {
    let world = World::start().await;
    let sent = kill(&world, 2).await;
    let first = world.bus.take_dead_letters(QUEUE, 9, 1).await.unwrap();
    assert_eq!(first.letters().len(), 1, "its bytes are enough");
    first.give_back().await;
    until("both are in place", async || world.ready(DEAD).await == 2).await;

    let taken = world.bus.take_dead_letters(QUEUE, 9, usize::MAX).await.unwrap();
    let kept = taken.letters().to_vec();
    let shown = kept.iter().map(|letter| letter.read().unwrap()).collect::<Vec<_>>();
    assert!(shown.iter().all(|letter| letter.reason == "makes no sense" && letter.failed_at.is_some()));
    taken.forget().await.unwrap();
    world.holds(DEAD, 0).await;

    for letter in &kept {
        world.bus.put_back_stored(letter).await.unwrap();
    }
    world.holds(QUEUE, 2).await;
    let consumer = consume(&world.bus, CALM, |_| async { Ok(()) });
    until("both are handled", async || consumer.notes.finished() == 2).await;
    let seen = consumer.notes.seen();
    consumer.stop().await;
    for note in seen {
        let original = sent.iter().find(|message| message.message_id == note.received.id).unwrap();
        assert_eq!((note.received.attempt, note.received.organization), (1, original.organization));
    }
}

#[tokio::test]
async fn asking_about_a_queue_that_does_not_exist_names_it() {
    let world = World::start().await;
    let error = world.bus.peek_dead_letters("notifier.fax", 1).await.unwrap_err();
    assert!(matches!(&error, DeadLetterError::UnknownQueue(queue) if queue == "notifier.fax"), "{error:?}");
}

/// Publishes `count` messages and has them all rejected.
async fn kill(world: &World, count: usize) -> Vec<Outgoing> {
    let sent = (0..count).map(|_| event("call.updated")).collect::<Vec<_>>();
    for message in &sent {
        world.publisher.publish(message.clone()).await.unwrap();
    }
    let consumer =
        consume(&world.bus, CALM, |_| async { Err(failed(Disposition::Reject, "makes no sense")) });
    until("all are dead", async || usize::try_from(world.ready(DEAD).await) == Ok(count)).await;
    consumer.stop().await;
    sent
}
