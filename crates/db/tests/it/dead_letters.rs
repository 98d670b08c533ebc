//! Dead letters that RabbitMQ does not hold.

use db::dead_letters::{self, KeptCount, Letter, Stretch};
use testing::Tables;
use uuid::Uuid;

const QUEUE: &str = "notifier.send-sms";

fn letter(queue: &str, message: u128, body: &[u8]) -> Letter {
    Letter {
        queue: queue.to_owned(),
        message_id: Some(Uuid::from_u128(message)),
        properties: b"{}".to_vec(),
        body: body.to_vec(),
    }
}

#[tokio::test]
async fn letters_are_kept_once_and_read_by_the_page_the_oldest_first() {
    let world = Tables::start().await;
    let tx = world.db.system().await.unwrap();
    for (message, body) in [(1, "aaaa"), (2, "bb"), (3, "cc"), (1, "aaaa")] {
        dead_letters::keep(&tx, letter(QUEUE, message, body.as_bytes())).await.unwrap();
    }
    dead_letters::keep(&tx, letter("billing.record-usage", 1, b"aaaa")).await.unwrap();
    let count = |queue: &str, count| KeptCount { queue: queue.to_owned(), count };
    let counts = dead_letters::counts(&tx).await.unwrap();
    assert_eq!(counts, [count("billing.record-usage", 1), count(QUEUE, 3)]);

    let until = dead_letters::last(&tx, QUEUE).await.unwrap().unwrap();
    let whole = Stretch { after: 0, until, limit: 9, bytes: 1024 };
    let all = dead_letters::page(&tx, QUEUE, whole).await.unwrap();
    let ids: Vec<i64> = all.iter().map(|kept| kept.id).collect();
    assert!(ids.is_sorted() && ids.len() == 3, "{ids:?}");
    for (stretch, expected) in [
        (Stretch { bytes: 1, ..whole }, &ids[..1]),
        (Stretch { bytes: 7, ..whole }, &ids[..2]),
        (Stretch { limit: 2, ..whole }, &ids[..2]),
        (Stretch { after: ids[0], ..whole }, &ids[1..]),
        (Stretch { until: ids[1], ..whole }, &ids[..2]),
    ] {
        let page = dead_letters::page(&tx, QUEUE, stretch).await.unwrap();
        assert_eq!(page.iter().map(|kept| kept.id).collect::<Vec<_>>(), expected, "{stretch:?}");
    }

    let found = dead_letters::find(&tx, QUEUE, Uuid::from_u128(2)).await.unwrap().unwrap();
    assert_eq!((found.id, found.letter), (ids[1], letter(QUEUE, 2, b"bb")));
    dead_letters::forget(&tx, &ids[..2]).await.unwrap();
    assert!(dead_letters::find(&tx, QUEUE, Uuid::from_u128(2)).await.unwrap().is_none());
    assert_eq!(dead_letters::last(&tx, QUEUE).await.unwrap(), Some(ids[2]));
    tx.commit().await.unwrap();
    world.finish().await;
}

#[test]
fn no_body_of_a_letter_is_shown_by_accident() {
    let shown = format!("{:?}", letter(QUEUE, 1, &[222; 9]));
    assert!(shown.contains(QUEUE) && !shown.contains("222"), "{shown}");
}
