//! Moves a message that failed to where it waits or stays, and only then acks it.

use std::sync::Arc;
use std::time::Duration;

use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicNackOptions};
use lapin::types::FieldTable;
use metrics::counter;
use runtime::error_chain;
use tracing::warn;

use crate::deliveries::Counts;
use crate::delivery::{delivered_before, failures, table};
use crate::headers;
use crate::live_connection::LiveConnection;
use crate::outgoing::AmqpMessage;
use crate::publisher::{PublishError, Publisher};
use crate::topology::{DEAD_EXCHANGE, DELIVERY_LIMIT, rung};

/// At most 10 returns, half of what the broker allows: a message that went back that often through no fault
/// of its own takes the first rung, with no attempt spent, and comes back with a fresh count. No outage is
/// long enough to dead-letter it.
const MAX_RETURNS: u32 = DELIVERY_LIMIT.unsigned_abs() / 2;

/// At most 1,000 characters of a reason: a header must fit a frame, and a person wants to read it.
const MAX_REASON: usize = 1_000;

/// Where a failed message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moved {
    Waiting(Duration),
    Dead,
}

/// Settles the deliveries of one queue.
#[derive(Clone)]
pub(crate) struct Settler {
    pub(crate) queue: &'static str,
    pub(crate) ladder: Vec<Duration>,
    pub(crate) publisher: Publisher,
    pub(crate) counts: Arc<Counts>,
}

impl Settler {
    /// To the next rung, or to the dead queue after the last.
    pub(crate) async fn retry(
        &self,
        connection: &LiveConnection,
        delivery: &Delivery,
        reason: &str,
    ) -> Result<Moved, PublishError> {
        let failed = failures(&delivery.properties);
        let rung = usize::try_from(failed).ok().and_then(|index| self.ladder.get(index).copied());
        let Some(delay) = rung else {
            self.dead_letter(connection, delivery, reason).await?;
            return Ok(Moved::Dead);
        };
        self.send_to_rung(delivery, delay, failed_headers(delivery)).await?;
        counter!("bus_retries_total", "queue" => self.queue).increment(1);
        ack(connection, delivery).await;
        Ok(Moved::Waiting(delay))
    }

    /// To the dead queue, with its reason.
    pub(crate) async fn dead_letter(
        &self,
        connection: &LiveConnection,
        delivery: &Delivery,
        reason: &str,
    ) -> Result<(), PublishError> {
        let mut headers = failed_headers(delivery);
        let reason: String = reason.chars().take(MAX_REASON).collect();
        headers::insert(&mut headers, headers::REASON, reason);
        self.publisher.send(&self.copy(delivery, DEAD_EXCHANGE.to_owned(), headers)).await?;
        ack(connection, delivery).await;
        Ok(())
    }

    /// Back to where it came from, as if it had not been taken.
    pub(crate) async fn hand_back(&self, connection: &LiveConnection, delivery: &Delivery) {
        let is_near_limit = delivered_before(&delivery.properties) >= MAX_RETURNS;
        if let Some(&delay) = self.ladder.first().filter(|_| is_near_limit) {
            match self.send_to_rung(delivery, delay, carried_headers(delivery)).await {
                Ok(()) => return ack(connection, delivery).await,
                Err(error) => {
                    let error = error_chain(&error);
                    warn!(error, queue = self.queue, "Could not save a message from the delivery limit");
                }
            }
        }
        nack(connection, delivery).await;
    }

    async fn send_to_rung(
        &self,
        delivery: &Delivery,
        delay: Duration,
        headers: FieldTable,
    ) -> Result<(), PublishError> {
        // Before it is sent: it may be back before the broker has confirmed it.
        self.counts.add_retried();
        self.publisher.send(&self.copy(delivery, rung(delay), headers)).await
    }

    /// The same message for `exchange`, with the queue's name as the way back or into the dead queue.
    fn copy(&self, delivery: &Delivery, exchange: String, headers: FieldTable) -> AmqpMessage {
        AmqpMessage {
            exchange,
            routing_key: self.queue.to_owned(),
            mandatory: true,
            properties: delivery.properties.clone().with_headers(headers),
            body: delivery.data.clone().into(),
        }
    }
}

fn carried_headers(delivery: &Delivery) -> FieldTable {
    let mut headers = table(&delivery.properties).map(headers::carried).unwrap_or_default();
    if !headers.contains_key(headers::ORIGINAL_ROUTING_KEY) {
        headers::insert(&mut headers, headers::ORIGINAL_EXCHANGE, delivery.exchange.to_string());
        headers::insert(&mut headers, headers::ORIGINAL_ROUTING_KEY, delivery.routing_key.to_string());
    }
    headers
}

fn failed_headers(delivery: &Delivery) -> FieldTable {
    let mut headers = carried_headers(delivery);
    let now = headers::now();
    if !headers.contains_key(headers::FIRST_FAILED_AT) {
        headers::insert(&mut headers, headers::FIRST_FAILED_AT, now.clone());
    }
    headers::insert(&mut headers, headers::LAST_FAILED_AT, now);
    let failed = failures(&delivery.properties).saturating_add(1);
    headers::insert(&mut headers, headers::ATTEMPT, i64::from(failed));
    headers
}

/// An ack that gets lost means one more delivery, never one less: worth a warning, not an error.
pub(crate) async fn ack(connection: &LiveConnection, delivery: &Delivery) {
    if let Err(error) = connection.answered(delivery.acker.ack(BasicAckOptions::default())).await {
        warn!(error = %error_chain(&error), "Could not ack a message; it will be delivered again");
    }
}

async fn nack(connection: &LiveConnection, delivery: &Delivery) {
    let requeue = BasicNackOptions { requeue: true, multiple: false };
    if let Err(error) = connection.answered(delivery.acker.nack(requeue)).await {
        warn!(error = %error_chain(&error), "Could not hand a message back; it goes back when the channel closes");
    }
}
