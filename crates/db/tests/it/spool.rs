//! The webhooks that wait for the broker.

use std::collections::BTreeSet;
use std::time::Duration;

use db::webhook_spool::{self, MAX_ATTEMPTS, SpoolCounts};
use domain::WebhookId;
use testing::{Tables, eventually};

use crate::filling::{A_MINUTE, spool};

async fn lease(world: &Tables, limit: i64, time: Duration) -> Vec<WebhookId> {
    let tx = world.db.system().await.unwrap();
    let leased = webhook_spool::lease(&tx, limit, 1024, time).await.unwrap();
    tx.commit().await.unwrap();
    leased.into_iter().map(|spooled| spooled.id).collect()
}

async fn counts(world: &Tables) -> (i64, i64) {
    let tx = world.db.system().await.unwrap();
    let SpoolCounts { waiting, parked } = webhook_spool::counts(&tx).await.unwrap();
    tx.commit().await.unwrap();
    (waiting, parked)
}

#[tokio::test]
async fn a_spooled_webhook_is_leased_to_one_at_a_time() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let mut spooled = BTreeSet::new();
    for _ in 0..20 {
        spooled.insert(spool(&world, &acme).await);
    }
    let (first, second) = tokio::join!(lease(&world, 12, A_MINUTE), lease(&world, 12, A_MINUTE));
    assert_eq!(first.len() + second.len(), 20);
    let both: BTreeSet<_> = first.into_iter().chain(second).collect();
    assert_eq!(both, spooled);
    assert!(lease(&world, 12, A_MINUTE).await.is_empty());
    assert_eq!(counts(&world).await, (20, 0));

    let tx = world.db.system().await.unwrap();
    for id in &both {
        webhook_spool::delete(&tx, *id).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(counts(&world).await, (0, 0));
    world.finish().await;
}

#[tokio::test]
async fn a_lease_ends_by_itself_or_is_given_back() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let id = spool(&world, &acme).await;
    assert_eq!(lease(&world, 10, Duration::from_millis(100)).await, [id]);
    eventually("the lease is over", async || lease(&world, 10, A_MINUTE).await == [id]).await;

    let tx = world.db.system().await.unwrap();
    webhook_spool::release(&tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(lease(&world, 10, A_MINUTE).await, [], "it has no rest");
    eventually("it has rested", async || lease(&world, 10, A_MINUTE).await == [id]).await;
    world.finish().await;
}

#[tokio::test]
async fn a_webhook_that_finds_no_place_rests_longer_each_time_and_never_needs_attention() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let id = spool(&world, &acme).await;
    let mut rests = Vec::new();
    for _ in 0..10 {
        let tx = world.db.system().await.unwrap();
        webhook_spool::put_off(&tx, id, "refused").await.unwrap();
        tx.commit().await.unwrap();
        let left = "SELECT ceil(extract(epoch FROM leased_until - now()))::int AS seconds FROM webhook_spool";
        rests.push(world.query(left).await[0]["seconds"].as_i64().unwrap());
    }
    assert!(rests[0] <= 2 && (200..=300).contains(&rests[9]), "{rests:?}");
    assert_eq!(counts(&world).await, (1, 0));
    world.finish().await;
}

#[tokio::test]
async fn a_webhook_that_fails_too_often_needs_attention_and_keeps_its_error() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let id = spool(&world, &acme).await;
    for attempt in 1..=MAX_ATTEMPTS {
        assert_eq!(lease(&world, 10, A_MINUTE).await, [id], "before failure {attempt}");
        let tx = world.db.system().await.unwrap();
        webhook_spool::fail(&tx, id, "no queue takes it").await.unwrap();
        tx.commit().await.unwrap();
    }
    assert!(lease(&world, 10, A_MINUTE).await.is_empty());
    assert_eq!(counts(&world).await, (0, 1));
    let failed = world.query("SELECT error, attempts FROM webhook_spool").await;
    assert_eq!(failed, [serde_json::json!({"error": "no queue takes it", "attempts": MAX_ATTEMPTS})]);
    world.finish().await;
}
