//! A question is kept beside its answer, and after it where that takes longer.

use std::time::Duration;

use runtime::error_chain;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use crate::accept::AcceptError;

/// At most a tenth of a second that a ready answer waits for its question to be kept: RabbitMQ confirms in a
/// few milliseconds; where it is slow or down, the caller must not notice.
const PATIENCE: Duration = Duration::from_millis(100);

/// Once a second while neither store takes it: one of them may be back.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Keeps a question, however often that has to be tried: what it asked for may have been done. It gives up
/// when the service stops, and where no try will do.
pub(super) async fn keep_on<F>(keep: impl Fn() -> F, stopping: CancellationToken)
where
    F: Future<Output = Result<(), AcceptError>>,
{
    while let Err(failure) = keep().await {
        let reason = error_chain(&failure);
        let is_final = matches!(failure, AcceptError::Unacceptable(_));
        if is_final || stopping.run_until_cancelled(sleep(TRY_AGAIN)).await.is_none() {
            error!(error = reason, "Could not keep a live question");
            return;
        }
        warn!(error = reason, "Could not keep a live question; trying again");
    }
}

/// Waits for what an answer need not wait for, and not beyond its deadline.
pub(super) async fn a_moment_for(keeping: impl Future, deadline: Instant) {
    let _ = timeout_at(deadline.min(Instant::now() + PATIENCE), keeping).await;
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::{pending, ready};

    use bus::PublishError;

    use super::*;

    fn failing_until(
        last: u32,
        tries: &Cell<u32>,
    ) -> impl Fn() -> std::future::Ready<Result<(), AcceptError>> {
        move || {
            tries.set(tries.get() + 1);
            ready(if tries.get() < last {
                Err(AcceptError::Slow { publish_error: "down".to_owned() })
            } else {
                Ok(())
            })
        }
    }

    #[tokio::test]
    async fn what_could_not_be_kept_is_tried_until_it_is() {
        let tries = Cell::new(0);
        keep_on(failing_until(3, &tries), CancellationToken::new()).await;
        assert_eq!(tries.get(), 3);
    }

    #[tokio::test]
    async fn a_service_that_stops_tries_no_more() {
        let (tries, stopping) = (Cell::new(0), CancellationToken::new());
        stopping.cancel();
        keep_on(failing_until(u32::MAX, &tries), stopping).await;
        assert_eq!(tries.get(), 1);
    }

    #[tokio::test]
    async fn what_the_broker_never_takes_is_tried_once() {
        let tries = Cell::new(0);
        let never = || {
            tries.set(tries.get() + 1);
            ready(Err(AcceptError::Unacceptable(PublishError::Rejected)))
        };
        keep_on(never, CancellationToken::new()).await;
        assert_eq!(tries.get(), 1);
    }

    #[tokio::test]
    async fn an_answer_that_is_ready_does_not_wait_until_its_deadline_to_be_kept() {
        let begun = Instant::now();
        a_moment_for(pending::<()>(), begun + Duration::from_mins(10)).await;
        assert!(begun.elapsed() < Duration::from_mins(1));
        a_moment_for(pending::<()>(), begun).await;
    }
}
