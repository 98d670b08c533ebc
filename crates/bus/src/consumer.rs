//! The one consumer loop.

use runtime::error_chain;
use std::sync::Arc;
use std::time::{Duration, Instant};

use contracts::Incoming;
use futures_util::future::join_all;
use futures_util::{FutureExt, StreamExt};
use lapin::Channel;
use lapin::options::{BasicCancelOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::FieldTable;
use metrics::gauge;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use crate::backoff::Backoff;
use crate::connection::Bus;
use crate::deliveries::Taken;
use crate::handler::Handler;
use crate::live_connection::{LiveConnection, REPLY_SUCCESS};
use crate::settle::Settler;
use crate::topology;
use crate::worker::{Handled, Worker};

#[derive(Clone, Copy, Debug)]
pub struct ConsumerSettings {
    /// At most this many messages are in flight at a time; as many handlers run at once.
    pub prefetch: u16,
    /// A handler that takes longer has failed.
    pub handler_timeout: Duration,
}

/// Feeds one handler from its queue, and from that of its former name.
pub struct Consumer<H> {
    bus: Bus,
    worker: Arc<Worker<H>>,
    prefetch: u16,
}

/// Why the consumer stopped consuming.
enum Ended {
    Stopped,
    ConnectionLost,
    /// What the handler needs is down.
    Unavailable,
}

impl<H: Handler> Consumer<H> {
    pub fn new(bus: Bus, handler: H, settings: ConsumerSettings) -> Self {
        const {
            assert!(topology::is_work_queue(H::NAME), "a handler's NAME must be in topology::WORK_QUEUES");
            assert!(
                topology::is_read(H::NAME, H::Message::KEYS),
                "a handler must read all that its queue is bound to"
            );
        };
        let ladder = bus.settings().ladder.clone();
        let (publisher, counts) = (bus.patient_publisher(), Arc::clone(bus.delivery_counts()));
        let settler = Settler { queue: H::NAME, ladder, publisher, counts };
        let worker = Worker { handler, settler, time_limit: settings.handler_timeout };
        Self { bus, worker: Arc::new(worker), prefetch: settings.prefetch.min(H::MAX_CONCURRENCY) }
    }

    /// Consumes until `shutdown`, through outages of whatever length. Then finishes what is in flight and
    /// returns; dropped before that, what is in flight is delivered again.
    pub async fn run(self, shutdown: CancellationToken) {
        join_all(topology::queues_of(H::NAME).map(|queue| self.run_on(queue, &shutdown))).await;
    }

    async fn run_on(&self, queue: &'static str, shutdown: &CancellationToken) {
        let mut backoff = Backoff::new();
        while let Some(Some(connection)) = shutdown.run_until_cancelled(self.bus.consuming().up()).await {
            let mut settled_any = false;
            let ended = match self.consume(queue, &connection, shutdown, &mut settled_any).await {
                Ok(ended) => ended,
                Err(error) => {
                    warn!(error = %error_chain(&error), queue, "Could not consume; trying again soon");
                    Ended::ConnectionLost
                }
            };
            if settled_any {
                backoff.reset();
            }
            match ended {
                Ended::Stopped => return,
                Ended::ConnectionLost => {
                    shutdown.run_until_cancelled(sleep(backoff.next())).await;
                }
                Ended::Unavailable => {
                    shutdown.run_until_cancelled(self.pause(&mut backoff)).await;
                }
            }
        }
    }

    async fn consume(
        &self,
        queue: &'static str,
        connection: &Arc<LiveConnection>,
        shutdown: &CancellationToken,
        settled_any: &mut bool,
    ) -> Result<Ended, lapin::Error> {
        let channel = connection.channel().await?;
        connection.answered(channel.basic_qos(self.prefetch, BasicQosOptions::default())).await?;
        let (options, arguments) = (BasicConsumeOptions::default(), FieldTable::default());
        let consuming = channel.basic_consume(queue.into(), "".into(), options, arguments);
        let mut deliveries = connection.answered(consuming).await?;
        info!(queue, "Consuming {queue}");

        let mut in_flight = JoinSet::new();
        let mut held = Vec::new();
        let ended = loop {
            tokio::select! {
                () = shutdown.cancelled() => break Ended::Stopped,
                () = connection.gone.cancelled() => break Ended::ConnectionLost,
                Some(handled) = in_flight.join_next() => match handled {
                    Ok(Handled::Settled) => *settled_any = true,
                    Ok(Handled::Held(taken)) => {
                        held.push(*taken);
                        break Ended::Unavailable;
                    }
                    Err(error) => {
                        // A bug in this crate. Closing the channel makes the broker deliver the message
                        // again.
                        error!(error = %error_chain(&error), queue, "Lost a message in flight");
                        break Ended::ConnectionLost;
                    }
                },
                delivery = deliveries.next() => match delivery {
                    Some(Ok(delivery)) => {
                        let taken = Taken::new(delivery, self.bus.delivery_counts());
                        in_flight.spawn(Arc::clone(&self.worker).process(Arc::clone(connection), taken));
                    }
                    Some(Err(error)) => {
                        warn!(error = %error_chain(&error), queue, "Lost the queue; consuming again soon");
                        break Ended::ConnectionLost;
                    }
                    None => break Ended::ConnectionLost,
                },
            }
        };

        // Cancelled before anything goes back: else it would only be delivered here again.
        cancel(connection, &channel, deliveries.tag().as_str()).await;
        // What the broker has sent already and no handler has seen.
        while let Some(Some(Ok(delivery))) = deliveries.next().now_or_never() {
            held.push(Taken::new(delivery, self.bus.delivery_counts()));
        }
        // Handlers finish even when the connection is lost: an effect outside that is half done can't be
        // undone.
        while let Some(handled) = in_flight.join_next().await {
            if let Ok(Handled::Held(taken)) = handled {
                held.push(*taken);
            }
        }
        for taken in held {
            self.worker.settler.hand_back(connection, &taken.delivery).await;
        }
        close(connection, &channel).await;
        Ok(ended)
    }

    /// Waits until the handler can work again.
    async fn pause(&self, backoff: &mut Backoff) {
        warn!(queue = H::NAME, "Paused {} until what it needs answers again", H::NAME);
        gauge!("bus_paused", "queue" => H::NAME).set(1.0);
        let paused = Instant::now();
        loop {
            sleep(backoff.next()).await;
            if self.bus.is_up() && self.worker.handler.ready().await {
                break;
            }
        }
        gauge!("bus_paused", "queue" => H::NAME).set(0.0);
        info!(queue = H::NAME, seconds = paused.elapsed().as_secs(), "Resumed {}", H::NAME);
    }
}

/// Anything still unsettled goes back to the queue.
async fn close(connection: &LiveConnection, channel: &Channel) {
    if let Err(error) = connection.answered(channel.close(REPLY_SUCCESS, "OK".into())).await {
        debug!(error = %error_chain(&error), "Could not close the channel of the consumer");
    }
}

async fn cancel(connection: &LiveConnection, channel: &Channel, tag: &str) {
    if let Err(error) =
        connection.answered(channel.basic_cancel(tag.into(), BasicCancelOptions::default())).await
    {
        // The channel is gone, and the consumer with it.
        debug!(error = %error_chain(&error), "Could not cancel the consumer");
    }
}
