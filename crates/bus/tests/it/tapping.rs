use bus::{Exchange, Tap, Tapped, TappedMessage};

use crate::world::{World, connect, event, own_broker, soon, until};

#[tokio::test]
async fn a_tap_consumes_what_matches_its_key_and_nothing_else() {
    let world = World::start().await;
    let mut tap = world.bus.tap(Exchange::Events, "call.*");
    expect_gap(&mut tap).await;
    let sent = event("call.ended");

    world.publisher.publish(event("contact.linked")).await.unwrap();
    world.publisher.publish(sent.clone()).await.unwrap();

    let tapped = expect_message(&mut tap).await;
    assert_eq!((tapped.routing_key.as_str(), tapped.message_id), ("call.ended", Some(sent.message_id)));
    assert_eq!((tapped.name, tapped.body), (sent.payload.name, sent.payload.body));
    assert_eq!(tapped.organization, sent.organization);
}

#[tokio::test]
async fn a_tap_reports_a_gap_after_the_broker_restarted() {
    let mut broker = own_broker().await;
    let bus = connect(&broker.url()).await;
    let mut tap = bus.tap(Exchange::Events, "#");
    expect_gap(&mut tap).await;

    broker.restart().await.unwrap();

    expect_gap(&mut tap).await;
    until("the bus is up", async || bus.is_up()).await;
    bus.publisher().publish(event("call.ended")).await.unwrap();
    assert_eq!(expect_message(&mut tap).await.routing_key, "call.ended");
}

#[tokio::test]
async fn a_tap_ends_when_the_bus_is_closed() {
    let world = World::start().await;
    let mut tap = world.bus.tap(Exchange::Events, "#");
    expect_gap(&mut tap).await;
    world.bus.close().await;
    assert!(soon("the tap to end", tap.next()).await.is_none());
}

async fn expect_gap(tap: &mut Tap) {
    let tapped = soon("the tap to consume", tap.next()).await;
    assert!(matches!(tapped, Some(Tapped::Gap)), "{tapped:?}");
}

async fn expect_message(tap: &mut Tap) -> TappedMessage {
    match soon("a message", tap.next()).await {
        Some(Tapped::Message(message)) => message,
        other => panic!("expected a message, received {other:?}"),
    }
}
