//! What is published.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contracts::Message;
use domain::OrganizationId;
use lapin::BasicProperties;
use lapin::types::FieldTable;
use uuid::Uuid;

use crate::headers::{self, TooLong, short};
use crate::topology::Exchange;

/// A message to publish.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub exchange: Exchange,
    pub routing_key: String,
    /// Kept by every copy of the message, so that consumers recognize a repetition.
    pub message_id: Uuid,
    pub payload: Payload,
    pub organization: Option<OrganizationId>,
    /// When it happened. AMQP carries whole seconds.
    pub timestamp: DateTime<Utc>,
    /// The W3C trace context that the message belongs to; `trace::current()` where it is published at once.
    pub traceparent: Option<String>,
}

/// An encoded message and what is needed to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The full protobuf name, `callflex.calls.v1.CallEnded`.
    pub name: String,
    pub schema_version: u16,
    pub body: Bytes,
}

impl Payload {
    pub fn of<M: Message>(message: &M) -> Self {
        Self { name: M::full_name(), schema_version: M::SCHEMA_VERSION, body: message.encode_to_vec().into() }
    }
}

/// A message in AMQP's terms: whatever is published goes out in this form.
#[derive(Clone, Debug)]
pub(crate) struct AmqpMessage {
    pub(crate) exchange: String,
    pub(crate) routing_key: String,
    pub(crate) mandatory: bool,
    pub(crate) properties: BasicProperties,
    pub(crate) body: Bytes,
}

/// AMQP's delivery mode for "write it to disk".
pub(crate) const PERSISTENT: u8 = 2;

impl Outgoing {
    pub(crate) fn into_amqp(self, app_id: &str) -> Result<AmqpMessage, TooLong> {
        let mut table = FieldTable::default();
        headers::insert(&mut table, headers::SCHEMA_VERSION, i64::from(self.payload.schema_version));
        if let Some(organization) = self.organization {
            headers::insert(&mut table, headers::ORGANIZATION, organization.to_string());
        }
        if let Some(traceparent) = self.traceparent {
            headers::insert(&mut table, headers::TRACEPARENT, traceparent);
        }
        let seconds = u64::try_from(self.timestamp.timestamp()).unwrap_or_default();
        let properties = BasicProperties::default()
            .with_content_type("application/protobuf".into())
            .with_delivery_mode(PERSISTENT)
            .with_message_id(short(self.message_id.to_string())?)
            .with_type(short(self.payload.name)?)
            .with_app_id(short(app_id)?)
            .with_timestamp(seconds)
            .with_headers(table);
        Ok(AmqpMessage {
            exchange: self.exchange.name().to_owned(),
            routing_key: self.routing_key,
            mandatory: self.exchange.mandatory(),
            properties,
            body: self.payload.body,
        })
    }
}
