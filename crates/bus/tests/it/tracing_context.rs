use std::sync::{Arc, Mutex};

use bus::{Outgoing, trace};
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Instrument, info_span};
use tracing_subscriber::layer::SubscriberExt;

use crate::world::{CALM, World, consume, event, until};

#[tokio::test]
async fn a_handler_works_in_the_trace_of_the_publisher() {
    let tracer = SdkTracerProvider::builder().build().tracer("bus-tests");
    let subscriber = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer));
    let _default = tracing::subscriber::set_default(subscriber);
    let world = World::start().await;

    let traceparent = async { trace::current() }.instrument(info_span!("request")).await.unwrap();
    let message = Outgoing { traceparent: Some(traceparent.clone()), ..event("call.updated") };
    world.publisher.publish(message).await.unwrap();

    let seen = Arc::new(Mutex::new(None));
    let inside = Arc::clone(&seen);
    let consumer = consume(&world.bus, CALM, move |_| {
        let seen = Arc::clone(&inside);
        async move {
            *seen.lock().unwrap() = trace::current();
            Ok(())
        }
    });
    until("the message is handled", async || consumer.notes.finished() == 1).await;
    consumer.stop().await;

    let handled = seen.lock().unwrap().clone().unwrap();
    let (published, handled) = (parts(&traceparent), parts(&handled));
    assert_eq!(handled.0, published.0, "the same trace");
    assert_ne!(handled.1, published.1, "a span of its own");
}

/// The trace id and the span id of a `traceparent`.
fn parts(traceparent: &str) -> (&str, &str) {
    let mut parts = traceparent.split('-').skip(1);
    (parts.next().unwrap(), parts.next().unwrap())
}
