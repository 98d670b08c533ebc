//! Publishing that means confirmed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use lapin::options::BasicPublishOptions;
use lapin::{Confirmation, ErrorKind};
use metrics::{counter, histogram};
use tokio::time::timeout;

use crate::headers::{TooLong, short};
use crate::link::Link;
use crate::live_connection::{LiveConnection, MAX_IN_FLIGHT};
use crate::outgoing::{AmqpMessage, Outgoing};

/// At most 64 messages of one batch are in flight: half of what the connection carries, so that a batch
/// leaves room for others, and none of it waits so long for its turn that it counts as unconfirmed.
const BATCH_IN_FLIGHT: usize = MAX_IN_FLIGHT / 2;

/// The message is not known to be stored. After `Unconfirmed` it may be, so a second try keeps its id.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("the connection to RabbitMQ is down")]
    Down,
    #[error("could not send the message to RabbitMQ")]
    Send(#[source] lapin::Error),
    #[error("RabbitMQ did not confirm the message in time")]
    Unconfirmed,
    #[error("the channel was closed before RabbitMQ confirmed the message")]
    Interrupted(#[source] lapin::Error),
    #[error("no queue takes messages of '{exchange}' with the key '{routing_key}'")]
    Unroutable { exchange: String, routing_key: String },
    #[error("RabbitMQ rejected the message")]
    Rejected,
    /// For what it is, such as its size: RabbitMQ never accepts it.
    #[error("RabbitMQ does not accept such a message")]
    Unacceptable(#[source] lapin::Error),
    #[error("a property of the message does not fit")]
    TooLong(#[from] TooLong),
}

impl PublishError {
    const fn label(&self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Send(_) => "not_sent",
            Self::Unconfirmed => "unconfirmed",
            Self::Interrupted(_) => "interrupted",
            Self::Unroutable { .. } => "unroutable",
            Self::Rejected => "refused",
            Self::Unacceptable(_) => "unacceptable",
            Self::TooLong(_) => "invalid",
        }
    }
}

/// Publishes with confirms, for as long as its `Bus` is there. Cheap to clone; many may publish at a time without
/// waiting for each other.
#[derive(Clone)]
pub struct Publisher {
    link: Link,
    app_id: Arc<str>,
    /// How long a message may take from here to its confirm.
    limit: Duration,
}

impl Publisher {
    pub(crate) fn new(link: Link, app_id: &str, limit: Duration) -> Self {
        Self { link, app_id: app_id.into(), limit }
    }

    /// Returns once the broker has the message safe. Fails at once while the connection is known to be down.
    pub async fn publish(&self, outgoing: Outgoing) -> Result<(), PublishError> {
        let message = outgoing.into_amqp(&self.app_id)?;
        self.send(&message).await
    }

    /// Publishes all, many at a time; the results are in the order of the messages.
    pub async fn publish_all(&self, messages: Vec<Outgoing>) -> Vec<Result<(), PublishError>> {
        stream::iter(messages).map(|message| self.publish(message)).buffered(BATCH_IN_FLIGHT).collect().await
    }

    pub(crate) async fn send(&self, message: &AmqpMessage) -> Result<(), PublishError> {
        let started = Instant::now();
        let result = self.send_in_time(message).await;
        let outcome = result.as_ref().map_or_else(PublishError::label, |()| "confirmed");
        counter!("bus_published_total", "exchange" => message.exchange.clone(), "outcome" => outcome)
            .increment(1);
        histogram!("bus_publish_seconds").record(started.elapsed());
        result
    }

    async fn send_in_time(&self, message: &AmqpMessage) -> Result<(), PublishError> {
        let connection = self.link.accepting().ok_or(PublishError::Down)?;
        timeout(self.limit, send_on(&connection, message)).await.map_err(|_| PublishError::Unconfirmed)?
    }
}

async fn send_on(connection: &LiveConnection, message: &AmqpMessage) -> Result<(), PublishError> {
    let leased = connection.lease().await.map_err(PublishError::Send)?;
    let confirm = leased
        .channel
        .basic_publish(
            short(message.exchange.as_str())?,
            short(message.routing_key.as_str())?,
            BasicPublishOptions { mandatory: message.mandatory, immediate: false },
            &message.body,
            message.properties.clone(),
        )
        .await
        .map_err(not_sent)?;
    match confirm.await.map_err(interrupted)? {
        // The only success: a queue has it (or no queue is bound, where that is allowed).
        Confirmation::Ack(None) => {
            leased.give_back();
            Ok(())
        }
        // lapin's `is_ack` is true of this one too, but no queue took it.
        Confirmation::Ack(Some(_)) => {
            leased.give_back();
            let (exchange, routing_key) = (message.exchange.clone(), message.routing_key.clone());
            Err(PublishError::Unroutable { exchange, routing_key })
        }
        Confirmation::Nack(_) => Err(PublishError::Rejected),
        // Can't be on a channel in confirm mode. Were it so, nothing would be proven.
        Confirmation::NotRequested => Err(PublishError::Interrupted(
            ErrorKind::InvalidChannelState(lapin::ChannelState::Error, "no confirms").into(),
        )),
    }
}

/// AMQP's reply codes for a message that is wrong by itself: content too large, and the precondition that a
/// message over RabbitMQ's `max_message_size` fails.
const UNACCEPTABLE: [u16; 2] = [311, 406];

fn not_sent(error: lapin::Error) -> PublishError {
    if is_unacceptable(&error) { PublishError::Unacceptable(error) } else { PublishError::Send(error) }
}

fn interrupted(error: lapin::Error) -> PublishError {
    if is_unacceptable(&error) { PublishError::Unacceptable(error) } else { PublishError::Interrupted(error) }
}

fn is_unacceptable(error: &lapin::Error) -> bool {
    matches!(error.kind(), ErrorKind::ProtocolError(reply) if UNACCEPTABLE.contains(&reply.get_id()))
}
