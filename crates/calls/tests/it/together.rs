//! Arrival at the same moment.

use futures_util::future::join_all;
use testing::Tables;

use crate::record_of::{CALL, assert_same, forget, messages, on_record, published, record};

/// One at a time may go wrong once in many.
const ROUNDS: usize = 12;

#[tokio::test]
async fn a_call_is_the_same_when_all_of_its_messages_arrive_at_once_and_twice() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let messages = messages(&acme.vapi_call(CALL));
    // One after the other, for comparison; this also makes the month.
    for message in &messages {
        record(&world, &acme, message).await;
    }
    let expected = on_record(&world).await;
    for round in 0..ROUNDS {
        forget(&world).await;
        let arrivals = (0..2 * messages.len()).map(|index| &messages[(index + round) % messages.len()]);
        let recorded = join_all(arrivals.map(|message| record(&world, &acme, message))).await;
        assert_eq!(recorded.iter().filter(|recorded| recorded.is_new).count(), 1);
        assert_eq!(recorded.iter().filter(|recorded| recorded.change.became_final).count(), 1);
        assert_same(&on_record(&world).await, &expected, &format!("in round {round}"));
        let names = published(&world, &acme).await;
        assert_eq!(names.iter().filter(|name| *name == "call.ended").count(), 1, "{names:?}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_first_call_of_a_month_is_no_different() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for month in 1..=6 {
        let at = format!("2025-{month:02}-01T00:00:00.100Z").parse().unwrap();
        let messages = messages(&acme.vapi_call(CALL).placed_at(at));
        join_all(messages.iter().map(|message| record(&world, &acme, message))).await;
        let names = published(&world, &acme).await;
        assert_eq!(names.iter().filter(|name| *name == "call.ended").count(), 1, "{names:?}");
        forget(&world).await;
    }
    world.finish().await;
}
