use std::convert::Infallible;
use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use runtime::shutdown::StopError;
use runtime::until_stopped;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// Signals reach the whole process, so only one of these tests may run at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());
const LONG: Duration = Duration::from_mins(1);

fn signal(name: &str) {
    let status = Command::new("kill").args([name, &std::process::id().to_string()]).status().unwrap();
    assert!(status.success());
}

#[tokio::test]
async fn a_service_that_ends_by_itself_hands_on_its_result() {
    let _alone = ONE_AT_A_TIME.lock().await;
    until_stopped(LONG, |_| async { Ok::<(), Infallible>(()) }).await.unwrap();

    let error = until_stopped(LONG, |_| async { Err(io::Error::other("no broker")) }).await.unwrap_err();
    assert_eq!(runtime::error_chain(&error), "the service failed: no broker");
}

#[tokio::test]
async fn a_signal_lets_the_service_finish_what_it_began() {
    for name in ["-TERM", "-INT"] {
        let _alone = ONE_AT_A_TIME.lock().await;
        let mut finished = false;
        let work = async |shutdown: CancellationToken| {
            signal(name);
            shutdown.cancelled().await;
            tokio::time::sleep(Duration::from_millis(50)).await;
            finished = true;
            Ok::<(), Infallible>(())
        };
        until_stopped(LONG, work).await.unwrap();
        assert!(finished);
    }
}

#[tokio::test]
async fn a_service_that_does_not_finish_is_ended_at_the_deadline() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let started = Instant::now();
    let stuck = async |_| {
        signal("-TERM");
        std::future::pending::<Result<(), Infallible>>().await
    };
    let error = until_stopped(Duration::from_millis(300), stuck).await.unwrap_err();
    assert!(matches!(error, StopError::Deadline(_)), "{error}");
    assert!(started.elapsed() >= Duration::from_millis(300));
    assert!(started.elapsed() < LONG);
}

#[tokio::test]
async fn a_second_signal_ends_the_service_at_once() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let stuck = async |shutdown: CancellationToken| {
        signal("-TERM");
        shutdown.cancelled().await;
        signal("-INT");
        std::future::pending::<Result<(), Infallible>>().await
    };
    let error = until_stopped(LONG, stuck).await.unwrap_err();
    assert!(matches!(error, StopError::Forced), "{error}");
}
