//! Requests that nobody waits for any more.

use std::future::poll_fn;
use std::task::Poll;
use std::time::{Duration, Instant};

use db::{Db, DbSettings};
use testing::Tables;

const APPLICATION: &str = "abandoned";

/// More than any of these requests has.
const MOST_AWAITS: usize = 12;

/// Waits for a future, but drops it at its await of that number: then there is no answer.
async fn dropped_at<F: Future>(number: usize, future: F) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = number;
    let polled = poll_fn(move |context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        left -= 1;
        if left == 0 { Poll::Ready(None) } else { Poll::Pending }
    });
    polled.await
}

/// The time by the server's clock.
async fn now(world: &Tables) -> String {
    let now = world.query("SELECT clock_timestamp() AS now").await;
    now[0]["now"].as_str().unwrap().to_owned()
}

/// Drops a request at each of its awaits in turn. The pool has one connection, and the transaction that begins next
/// is one of its own. Returns how often it was dropped.
async fn abandon<R, T>(
    world: &Tables,
    request: impl AsyncFn() -> db::Result<R>,
    begin: impl AsyncFn() -> db::Result<T>,
) -> usize {
    // Connects, so that no await of the request is for that.
    drop(begin().await.unwrap());
    let mut dropped = 0;
    for number in 1..=MOST_AWAITS {
        // How many awaits there are depends on how soon Postgres answers.
        if let Some(answer) = dropped_at(number, request()).await {
            answer.unwrap();
            continue;
        }
        dropped += 1;
        let since = now(world).await;
        let next = begin().await.unwrap();
        let older = world
            .query(&format!(
                "SELECT query FROM pg_stat_activity WHERE datname = current_database()
                    AND application_name = '{APPLICATION}' AND xact_start < '{since}'"
            ))
            .await;
        assert!(older.is_empty(), "dropped at its await {number}, it left open: {older:?}");
        drop(next);
    }
    dropped
}

#[tokio::test]
async fn a_request_that_is_dropped_at_any_await_leaves_no_transaction_open() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let one = DbSettings {
        max_connections: 1,
        application_name: APPLICATION.to_owned(),
        ..crate::roles::settings(&world)
    };
    let db = Db::connect_lazily(&one).await.unwrap();
    let deadline = Instant::now() + Duration::from_mins(10);

    let system = async || db.system().await;
    let identity = async || db.identity().await;
    let retention = async || db.retention().await;
    let tenant = async || db.tenant(acme.id).await;
    let until = async || db.tenant_until(acme.id, deadline).await;
    let whole = async || {
        let tx = db.tenant(acme.id).await?;
        db::organizations::own(&tx).await?;
        tx.commit().await
    };
    let dropped = [
        abandon(&world, &system, &system).await,
        abandon(&world, &identity, &identity).await,
        abandon(&world, &retention, &retention).await,
        abandon(&world, &tenant, &tenant).await,
        abandon(&world, &until, &tenant).await,
        abandon(&world, &whole, &tenant).await,
    ];
    // Each waits for its `BEGIN` at least.
    assert!(dropped.iter().all(|dropped| *dropped >= 1), "{dropped:?}");
    db.close().await;
    world.finish().await;
}
