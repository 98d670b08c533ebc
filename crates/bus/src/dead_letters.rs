//! Dead letters: counted, read, and put back to where they failed.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::OrganizationId;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicGetOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Acker, BasicProperties, Channel};
use runtime::error_chain;
use uuid::Uuid;

use crate::connection::Bus;
use crate::delivery::{failures, header, message_id, message_type, organization, table};
use crate::headers;
use crate::live_connection::{LiveConnection, REPLY_SUCCESS};
use crate::outgoing::AmqpMessage;
use crate::probe::ProbeError;
use crate::publisher::PublishError;
use crate::topology::{self, WORK_QUEUES, WorkQueue, dead_queue};

#[derive(Debug, thiserror::Error)]
pub enum DeadLetterError {
    #[error("there is no queue '{0}'")]
    UnknownQueue(String),
    #[error(transparent)]
    Probe(#[from] ProbeError),
    #[error("the connection to RabbitMQ is down")]
    Down,
    #[error("could not read the dead letters of '{queue}'")]
    Read { queue: String, source: lapin::Error },
    #[error("could not put a dead letter back into '{queue}'")]
    PutBack { queue: String, source: PublishError },
    #[error("could not write down the properties of a dead letter")]
    Write(#[source] serde_json::Error),
    #[error("could not read the properties of a dead letter that was kept")]
    Kept(#[source] serde_json::Error),
}

/// A message that failed for good.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// The work queue in which it failed.
    pub queue: String,
    pub message_id: Option<Uuid>,
    pub name: Option<String>,
    /// The handler's error, or the broker's reason: `delivery_limit`.
    pub reason: String,
    pub attempts: u32,
    pub failed_at: Option<DateTime<Utc>>,
    pub organization: Option<OrganizationId>,
    pub traceparent: Option<String>,
    /// The key it was first published with.
    pub routing_key: Option<String>,
    pub body: Bytes,
}

/// Which dead letters to put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    All,
    One(Uuid),
}

impl Bus {
    /// Every work queue and how many dead letters it has; former names only where they have some.
    pub async fn dead_letters(&self) -> Result<Vec<(&'static str, u32)>, DeadLetterError> {
        let mut counts = Vec::new();
        for queue in WORK_QUEUES.iter().flat_map(WorkQueue::names) {
            let count = self.depth(&dead_queue(queue)).await?.ready;
            if count > 0 || topology::is_work_queue(queue) {
                counts.push((queue, count));
            }
        }
        Ok(counts)
    }

    /// The oldest dead letters of a work queue. They stay where they are.
    pub async fn peek_dead_letters(
        &self,
        queue: &str,
        limit: u32,
    ) -> Result<Vec<DeadLetter>, DeadLetterError> {
        let dead = self.open_dead_queue(queue).await?;
        let mut letters = Vec::new();
        for _ in 0..limit {
            let Some(delivery) = dead.take().await? else { break };
            letters.push(dead_letter(queue, &delivery.properties, delivery.data.into()));
        }
        // Closing the channel gives back what was only looked at.
        dead.close().await;
        Ok(letters)
    }

    /// Puts dead letters back into their work queue, as if they had never failed; returns how many. Each is
    /// confirmed there before it leaves the dead queue.
    pub async fn retry_dead_letters(&self, queue: &str, pick: Pick) -> Result<u32, DeadLetterError> {
        let dead = self.open_dead_queue(queue).await?;
        let mut moved = 0;
        // Only what is there now: one that fails again meanwhile is not put back twice.
        for _ in 0..self.depth(&dead.name).await?.ready {
            let Some(delivery) = dead.take().await? else { break };
            let is_picked = match pick {
                Pick::All => true,
                Pick::One(id) => message_id(&delivery.properties) == Some(id),
            };
            if !is_picked {
                continue;
            }
            self.put_back(queue, &delivery.properties, delivery.data.into()).await?;
            dead.ack(&delivery.acker, BasicAckOptions::default()).await?;
            moved += 1;
            if matches!(pick, Pick::One(_)) {
                break;
            }
        }
        dead.close().await;
        Ok(moved)
    }

    /// Publishes a message to the queue in which it failed, as it was before its first failure.
    pub(crate) async fn put_back(
        &self,
        queue: &str,
        properties: &BasicProperties,
        body: Bytes,
    ) -> Result<(), DeadLetterError> {
        let headers = table(properties).map(headers::without_failures).unwrap_or_default();
        let message = AmqpMessage {
            // The default exchange: only the queue in which it failed gets it again.
            exchange: String::new(),
            routing_key: queue.to_owned(),
            mandatory: true,
            properties: properties.clone().with_headers(headers),
            body,
        };
        let put_back = self.publisher().send(&message).await;
        put_back.map_err(|source| DeadLetterError::PutBack { queue: queue.to_owned(), source })
    }

    pub(crate) async fn open_dead_queue(&self, queue: &str) -> Result<DeadQueue, DeadLetterError> {
        if !topology::is_known(queue) {
            return Err(DeadLetterError::UnknownQueue(queue.to_owned()));
        }
        let connection = self.consuming().connection().ok_or(DeadLetterError::Down)?;
        let name = dead_queue(queue);
        let channel = connection.channel().await.map_err(|source| read_error(&name, source))?;
        Ok(DeadQueue { connection, channel, name })
    }
}

/// Takes dead letters out of their queue one by one; the broker keeps each until it is acked.
pub(crate) struct DeadQueue {
    connection: Arc<LiveConnection>,
    channel: Channel,
    name: String,
}

impl DeadQueue {
    pub(crate) async fn take(&self) -> Result<Option<Delivery>, DeadLetterError> {
        let taken = self.channel.basic_get(self.name.as_str().into(), BasicGetOptions::default());
        Ok(self
            .connection
            .answered(taken)
            .await
            .map_err(|source| read_error(&self.name, source))?
            .map(|message| message.delivery))
    }

    pub(crate) async fn ack(&self, acker: &Acker, options: BasicAckOptions) -> Result<(), DeadLetterError> {
        let answer = self.connection.answered(acker.ack(options)).await;
        answer.map(drop).map_err(|source| read_error(&self.name, source))
    }

    pub(crate) async fn close(self) {
        if let Err(error) = self.connection.answered(self.channel.close(REPLY_SUCCESS, "OK".into())).await {
            tracing::debug!(error = %error_chain(&error), "Could not close the channel to {}", self.name);
        }
    }
}

fn read_error(queue: &str, source: lapin::Error) -> DeadLetterError {
    DeadLetterError::Read { queue: queue.to_owned(), source }
}

pub(crate) fn dead_letter(queue: &str, properties: &BasicProperties, body: Bytes) -> DeadLetter {
    let by_broker = death(properties);
    let failed_at = header(properties, headers::LAST_FAILED_AT)
        .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
        .map(|time| time.with_timezone(&Utc))
        .or_else(|| by_broker.and_then(death_time));
    let reason = header(properties, headers::REASON)
        .or_else(|| by_broker.and_then(|death| headers::text(death, "reason")))
        .unwrap_or_else(|| "unknown".to_owned());
    DeadLetter {
        queue: queue.to_owned(),
        message_id: message_id(properties),
        name: message_type(properties).map(str::to_owned),
        reason,
        attempts: failures(properties),
        failed_at,
        organization: organization(properties).unwrap_or_default(),
        traceparent: header(properties, headers::TRACEPARENT),
        routing_key: header(properties, headers::ORIGINAL_ROUTING_KEY)
            .or_else(|| by_broker.and_then(first_routing_key)),
        body,
    }
}

/// The properties of a message that leaves the broker. What is known of its failure only by the broker's own
/// record, which ends there, is written down in our headers.
pub(crate) fn without_the_broker(properties: &BasicProperties) -> BasicProperties {
    let mut kept = table(properties).map(headers::carried).unwrap_or_default();
    let by_broker = death(properties);
    let known = [
        (headers::REASON, by_broker.and_then(|death| headers::text(death, "reason"))),
        (headers::LAST_FAILED_AT, by_broker.and_then(death_time).map(|time| time.to_rfc3339())),
        (headers::ORIGINAL_ROUTING_KEY, by_broker.and_then(first_routing_key)),
    ];
    for (name, value) in known {
        if let Some(value) = value.filter(|_| !kept.contains_key(name)) {
            headers::insert(&mut kept, name, value);
        }
    }
    properties.clone().with_headers(kept)
}

/// The broker's newest record of dead-lettering this message itself.
fn death(properties: &BasicProperties) -> Option<&FieldTable> {
    match table(properties)?.inner().get(headers::DEATH)? {
        AMQPValue::FieldArray(deaths) => match deaths.as_slice().first()? {
            AMQPValue::FieldTable(death) => Some(death),
            _ => None,
        },
        _ => None,
    }
}

fn death_time(death: &FieldTable) -> Option<DateTime<Utc>> {
    match *death.inner().get("time")? {
        AMQPValue::Timestamp(seconds) => DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0),
        _ => None,
    }
}

fn first_routing_key(death: &FieldTable) -> Option<String> {
    match death.inner().get("routing-keys")? {
        AMQPValue::FieldArray(keys) => match keys.as_slice().first()? {
            AMQPValue::LongString(key) => Some(key.to_string()),
            _ => None,
        },
        _ => None,
    }
}
