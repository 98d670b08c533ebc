use std::panic::AssertUnwindSafe;

use bus::{Consumer, ConsumerSettings, Disposed, Disposition, Handler, Received};
use contracts::webhooks::WebhookReceived;
use futures_util::FutureExt as _;
use serde_json::json;
use testing::World;

#[derive(Debug, thiserror::Error)]
#[error("there is no such thing")]
struct HandlerError(Disposition);

impl Disposed for HandlerError {
    fn disposition(&self) -> Disposition {
        self.0
    }
}

/// Fails whatever message it gets.
struct Failing(Disposition);

impl Handler for Failing {
    const NAME: &'static str = "webhook-ingest.archive";
    type Message = WebhookReceived;
    type Error = HandlerError;

    async fn handle(&self, _: Received<WebhookReceived>) -> Result<(), HandlerError> {
        Err(HandlerError(self.0))
    }

    async fn ready(&self) -> bool {
        true
    }
}

fn spawn_failing(world: &World, disposition: Disposition) {
    let settings = ConsumerSettings { prefetch: 10, handler_timeout: testing::PATIENCE };
    let consumer = Consumer::new(world.resources.bus.clone(), Failing(disposition), settings);
    world.spawn("webhook-ingest", |shutdown| async move {
        consumer.run(shutdown).await;
        Ok::<_, std::convert::Infallible>(())
    });
}

/// The message of a test that ends like this.
async fn complaint(world: World) -> String {
    let panic = AssertUnwindSafe(world.finish()).catch_unwind().await.expect_err("the test to fail");
    panic.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn a_dead_letter_fails_the_test_and_shows_its_reason() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    spawn_failing(&world, Disposition::Reject);
    world.deliver(&acme, &json!({"message": {"type": "hang"}})).await;
    world.settled().await;
    let complaint = complaint(world).await;
    assert!(complaint.contains("a dead letter in webhook-ingest.archive"), "{complaint}");
    assert!(complaint.contains("there is no such thing"), "{complaint}");
}

#[tokio::test]
async fn a_dead_letter_that_was_taken_does_not_fail_the_test() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    spawn_failing(&world, Disposition::Retry);
    world.deliver(&acme, &json!({"message": {"type": "hang"}})).await;
    world.settled().await;
    let letters = world.take_dead_letters("webhook-ingest.archive").await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].attempts, 3, "the first try and one after each rung");
    world.finish().await;
}

#[tokio::test]
async fn a_message_that_its_service_did_not_handle_fails_the_test() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let idle = world.spawn("webhook-ingest", |shutdown| async move {
        shutdown.cancelled().await;
        Ok::<_, std::convert::Infallible>(())
    });
    world.deliver(&acme, &json!({"message": {"type": "hang"}})).await;
    idle.stop().await;
    let complaint = complaint(world).await;
    assert!(complaint.contains("1 unhandled messages in webhook-ingest.archive"), "{complaint}");
}

#[tokio::test]
async fn a_service_that_fails_fails_the_test() {
    let world = World::start().await;
    world.spawn("billing", |_| async { Err::<(), _>("no money") });
    world.spawn("notifier", |_| async { Ok::<_, std::convert::Infallible>(()) });
    let panics = world.spawn("gateway", |_| async {
        assert_eq!(1, 2, "as it must");
        Ok::<_, std::convert::Infallible>(())
    });
    testing::eventually("the service is gone", async || !panics.is_running()).await;
    let complaint = complaint(world).await;
    for expected in ["billing failed: no money", "notifier ended before it was told to", "gateway panicked"] {
        assert!(complaint.contains(expected), "{complaint}");
    }
}

#[tokio::test]
#[should_panic(expected = "call world.finish()")]
async fn a_world_that_is_not_finished_fails_the_test() {
    drop(World::start().await);
}
