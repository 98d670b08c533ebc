//! One delivery: read it, handle it, settle it.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use lapin::message::Delivery;
use metrics::{counter, histogram};
use runtime::error_chain;
use tokio::time::timeout;
use tracing::{Instrument, Span, error, field, info_span, warn};

use crate::deliveries::Taken;
use crate::delivery::{failures, header, message_id, organization, read};
use crate::handler::{Disposed, Disposition, Handler};
use crate::headers::TRACEPARENT;
use crate::live_connection::LiveConnection;
use crate::publisher::PublishError;
use crate::settle::{Moved, Settler, ack};
use crate::trace;

/// Handles single deliveries.
pub(crate) struct Worker<H> {
    pub(crate) handler: H,
    pub(crate) settler: Settler,
    pub(crate) time_limit: Duration,
}

/// What became of one delivery.
pub(crate) enum Handled {
    Settled,
    /// Not settled: it goes back to the queue once the consumer takes nothing more.
    Held(Box<Taken>),
}

/// Why handling failed, and what that means for the message.
struct Failure {
    disposition: Disposition,
    reason: String,
}

impl<H: Handler> Worker<H> {
    pub(crate) async fn process(self: Arc<Self>, connection: Arc<LiveConnection>, taken: Taken) -> Handled {
        let span = span(H::NAME, &taken.delivery);
        async {
            let started = Instant::now();
            let result = self.attempt(&taken.delivery).await;
            histogram!("bus_handle_seconds", "queue" => H::NAME).record(started.elapsed());
            let (outcome, handled) = match result {
                Ok(()) => {
                    ack(&connection, &taken.delivery).await;
                    ("handled", Handled::Settled)
                }
                Err(failure) => self.settle(&connection, taken, failure).await,
            };
            counter!("bus_handled_total", "queue" => H::NAME, "outcome" => outcome).increment(1);
            handled
        }
        .instrument(span)
        .await
    }

    async fn attempt(&self, delivery: &Delivery) -> Result<(), Failure> {
        let received = read(delivery)
            .map_err(|error| Failure { disposition: Disposition::Reject, reason: error_chain(&error) })?;
        let handling = AssertUnwindSafe(self.handler.handle(received)).catch_unwind();
        let retry = |reason| Failure { disposition: Disposition::Retry, reason };
        match timeout(self.time_limit, handling).await {
            Ok(Ok(result)) => result
                .map_err(|error| Failure { disposition: error.disposition(), reason: error_chain(&error) }),
            Ok(Err(panic)) => Err(retry(format!("the handler panicked: {}", panic_text(&*panic)))),
            Err(_) => Err(retry(format!("the handler took longer than {:?}", self.time_limit))),
        }
    }

    async fn settle(
        &self,
        connection: &LiveConnection,
        taken: Taken,
        failure: Failure,
    ) -> (&'static str, Handled) {
        let Failure { disposition, reason } = failure;
        let delivery = &taken.delivery;
        let attempt = failures(&delivery.properties).saturating_add(1);
        if !delivery.acker.usable() {
            // The broker has taken the message back already; moving this copy too would make two.
            warn!(
                queue = H::NAME,
                attempt,
                error = reason,
                "Failed to handle a message whose connection was lost"
            );
            return ("interrupted", Handled::Settled);
        }
        let moved = match disposition {
            Disposition::Unavailable => {
                warn!(queue = H::NAME, attempt, error = reason, "Could not handle a message for now");
                return ("unavailable", Handled::Held(Box::new(taken)));
            }
            Disposition::Retry => self.settler.retry(connection, delivery, &reason).await,
            Disposition::Reject => {
                self.settler.dead_letter(connection, delivery, &reason).await.map(|()| Moved::Dead)
            }
        };
        match moved {
            Ok(Moved::Waiting(delay)) => {
                warn!(
                    queue = H::NAME,
                    attempt,
                    error = reason,
                    "Failed to handle a message; again in {delay:?}"
                );
                ("retried", Handled::Settled)
            }
            Ok(Moved::Dead) => {
                error!(queue = H::NAME, attempt, error = reason, "Failed to handle a message for good");
                ("dead", Handled::Settled)
            }
            Err(publish) => {
                let publish: &PublishError = &publish;
                warn!(
                    queue = H::NAME, attempt, error = reason, publish_error = %error_chain(publish),
                    "Failed to handle a message, and could not move it on"
                );
                ("unavailable", Handled::Held(Box::new(taken)))
            }
        }
    }
}

/// The span of one delivery, part of the trace that its publisher was in.
fn span(queue: &'static str, delivery: &Delivery) -> Span {
    let span = info_span!(
        "process",
        otel.name = %format_args!("{queue} process"),
        otel.kind = "consumer",
        messaging.system = "rabbitmq",
        messaging.operation.name = "process",
        messaging.destination.name = queue,
        messaging.message.id = field::Empty,
        organization.id = field::Empty,
    );
    if let Some(id) = message_id(&delivery.properties) {
        span.record("messaging.message.id", field::display(id));
    }
    if let Ok(Some(organization)) = organization(&delivery.properties) {
        span.record("organization.id", field::display(organization));
    }
    if let Some(traceparent) = header(&delivery.properties, TRACEPARENT) {
        trace::continue_from(&span, &traceparent);
    }
    span
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
