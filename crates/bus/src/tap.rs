//! Consumes what is published for as long as someone looks, and leaves nothing behind.

use std::sync::Arc;

use bytes::Bytes;
use domain::OrganizationId;
use futures_util::StreamExt;
use lapin::message::Delivery;
use lapin::options::{BasicConsumeOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Consumer};
use runtime::error_chain;
use tokio::time::sleep;
use tracing::warn;
use uuid::Uuid;

use crate::backoff::Backoff;
use crate::connection::Bus;
use crate::delivery::{message_id, message_type, organization};
use crate::live_connection::LiveConnection;
use crate::topology::Exchange;

/// What a tap yields.
#[derive(Clone, Debug)]
pub enum Tapped {
    /// Consuming starts here, for the first time or after an outage. What was published before was not
    /// received.
    Gap,
    Message(TappedMessage),
}

#[derive(Clone, Debug)]
pub struct TappedMessage {
    pub routing_key: String,
    /// The full protobuf name; empty when the publisher gave none.
    pub name: String,
    pub organization: Option<OrganizationId>,
    pub message_id: Option<Uuid>,
    pub body: Bytes,
}

/// Consumes every message of an exchange whose routing key matches. Messages are not acked: one that arrives
/// as the connection breaks is part of the gap.
pub struct Tap {
    bus: Bus,
    exchange: Exchange,
    key: String,
    subscription: Option<Subscription>,
    backoff: Backoff,
}

struct Subscription {
    connection: Arc<LiveConnection>,
    consumer: Consumer,
    /// Dropped, it is closed.
    _channel: Channel,
}

impl Bus {
    /// `key` is a binding key: `call.*`, `#`.
    pub fn tap(&self, exchange: Exchange, key: impl Into<String>) -> Tap {
        Tap { bus: self.clone(), exchange, key: key.into(), subscription: None, backoff: Backoff::new() }
    }
}

impl Tap {
    /// The next message or gap; waits through outages. `None` once the bus is closed. May be cancelled
    /// without loss.
    pub async fn next(&mut self) -> Option<Tapped> {
        loop {
            if let Some(Subscription { connection, consumer, .. }) = &mut self.subscription {
                let delivery = connection.gone.run_until_cancelled(consumer.next()).await.flatten();
                if let Some(Ok(delivery)) = delivery {
                    return Some(Tapped::Message(tapped(delivery)));
                }
                self.subscription = None;
            }
            let connection = self.bus.consuming().up().await?;
            match self.subscribe(&connection).await {
                Ok(subscription) => {
                    self.subscription = Some(subscription);
                    self.backoff.reset();
                    return Some(Tapped::Gap);
                }
                Err(error) => {
                    warn!(error = %error_chain(&error), "Could not consume {}", self.exchange.name());
                    sleep(self.backoff.next()).await;
                }
            }
        }
    }

    async fn subscribe(&self, connection: &Arc<LiveConnection>) -> Result<Subscription, lapin::Error> {
        let channel = connection.channel().await?;
        // Exclusive and auto-delete: the queue ends with its only consumer, so that nothing piles up.
        let private =
            QueueDeclareOptions { exclusive: true, auto_delete: true, ..QueueDeclareOptions::default() };
        let declaring = channel.queue_declare("".into(), private, FieldTable::default());
        let queue = connection.answered(declaring).await?;
        let name = queue.name().clone();
        let binding = channel.queue_bind(
            name.clone(),
            self.exchange.name().into(),
            self.key.as_str().into(),
            QueueBindOptions::default(),
            FieldTable::default(),
        );
        connection.answered(binding).await?;
        let auto_ack = BasicConsumeOptions { no_ack: true, ..BasicConsumeOptions::default() };
        let consuming = channel.basic_consume(name, "".into(), auto_ack, FieldTable::default());
        Ok(Subscription {
            consumer: connection.answered(consuming).await?,
            connection: Arc::clone(connection),
            _channel: channel,
        })
    }
}

fn tapped(delivery: Delivery) -> TappedMessage {
    TappedMessage {
        routing_key: delivery.routing_key.to_string(),
        name: message_type(&delivery.properties).unwrap_or_default().to_owned(),
        organization: organization(&delivery.properties).unwrap_or_default(),
        message_id: message_id(&delivery.properties),
        body: delivery.data.into(),
    }
}
