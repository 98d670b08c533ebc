use std::convert::Infallible;
use std::io;
use std::time::Duration;

use runtime::Tasks;
use runtime::tasks::TaskError;
use tokio_util::sync::CancellationToken;

async fn loop_until(shutdown: CancellationToken) -> Result<(), Infallible> {
    shutdown.cancelled().await;
    Ok(())
}

/// A healthy loop beside one that ends as `broken` does.
async fn failure_beside_a_healthy_loop<F, E>(broken: F) -> TaskError
where
    F: Future<Output = Result<(), E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let shutdown = CancellationToken::new();
    let tasks = Tasks::new(shutdown.clone());
    tasks.spawn("healthy", loop_until(shutdown.clone()));
    tasks.spawn("broken", broken);
    let finished = tokio::time::timeout(Duration::from_mins(1), tasks.finish()).await;
    assert!(shutdown.is_cancelled());
    finished.expect("a dead loop stops the service").unwrap_err()
}

#[tokio::test]
async fn a_loop_that_fails_stops_the_service() {
    let failure = failure_beside_a_healthy_loop(async { Err(io::Error::other("no broker")) }).await;
    assert_eq!(runtime::error_chain(&failure), "the task broken failed: no broker");
}

#[tokio::test]
async fn a_loop_that_panics_stops_the_service() {
    let cups = 0;
    let broken = async move {
        assert!(cups > 0, "no cup in {cups}");
        Ok::<(), Infallible>(())
    };
    let failure = failure_beside_a_healthy_loop(broken).await;
    assert_eq!(failure.to_string(), "the task broken panicked: no cup in 0");
}

#[tokio::test]
async fn a_loop_that_just_ends_stops_the_service() {
    let failure = failure_beside_a_healthy_loop(async { Ok::<(), Infallible>(()) }).await;
    assert_eq!(failure.to_string(), "the task broken ended before it was told to");
}

#[tokio::test]
async fn loops_that_end_at_shutdown_are_waited_for() {
    let shutdown = CancellationToken::new();
    let tasks = Tasks::new(shutdown.clone());
    let (done, finished) = tokio::sync::oneshot::channel();
    let token = shutdown.clone();
    tasks.spawn("slow", async move {
        token.cancelled().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        done.send(()).map_err(|()| io::Error::other("nobody waits"))
    });
    shutdown.cancel();
    tasks.finish().await.unwrap();
    finished.await.unwrap();
}
