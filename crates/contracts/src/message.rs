//! What makes a generated type a message of the bus.

use prost::Name;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{accounts, billing, calls, notifications, people, webhooks, work};

/// Anything that travels on the bus.
///
/// The AMQP property `type` carries the full protobuf name, the header `schema-version` this number.
pub trait Message:
    prost::Message + Name + Default + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// Grows by one with every field that is added to the message.
    const SCHEMA_VERSION: u16 = 1;
}

/// A fact in the past tense, published to `callflex.events` by the relay once its transaction has committed.
pub trait Event: Message {
    /// `<noun>.<past verb>`: also the event's name wherever people read it.
    const ROUTING_KEY: &'static str;
}

/// What a consumer reads from its queue: one message, or an enum of the messages that its queue is bound to.
pub trait Incoming: Sized + Send + 'static {
    /// Reads `body` as the message that the AMQP property `type` names.
    fn decode(name: &str, body: &[u8]) -> Result<Self, DecodeError>;
}

/// Why a delivery could not be read. It never will be: such a delivery is dead-lettered at once.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    #[error("could not decode the body as {name}")]
    Body { name: String, source: prost::DecodeError },
    #[error("expected {expected}, received a message of type '{received}'")]
    Type { expected: String, received: String },
    #[error("could not write {name} as JSON")]
    Json { name: String, source: serde_json::Error },
    #[error("the field {field} of {message} is not what it must be")]
    Field { message: &'static str, field: &'static str },
}

impl<M: Message> Incoming for M {
    fn decode(name: &str, body: &[u8]) -> Result<Self, DecodeError> {
        let expected = M::full_name();
        if name != expected {
            return Err(DecodeError::Type { expected, received: name.to_owned() });
        }
        <M as prost::Message>::decode(body).map_err(|source| DecodeError::Body { name: expected, source })
    }
}

macro_rules! messages {
    (messages: [$($message:path => version $version:literal),*], events: [$($event:path => $key:literal),* $(,)?]) => {
        $(
            impl Message for $message {
                const SCHEMA_VERSION: u16 = $version;
            }
        )*
        $(
            impl Message for $event {}
            impl Event for $event {
                const ROUTING_KEY: &'static str = $key;
            }
        )*

        /// The proto JSON of an encoded message, for people, with timestamps as pbjson writes them: in UTC,
        /// ending in `+00:00` where others write `Z`. `None` when the type is not one of ours.
        pub fn describe(name: &str, body: &[u8]) -> Option<Result<serde_json::Value, DecodeError>> {
            $(
                if name == <$message as Name>::full_name() {
                    return Some(as_json::<$message>(name, body));
                }
            )*
            $(
                if name == <$event as Name>::full_name() {
                    return Some(as_json::<$event>(name, body));
                }
            )*
            None
        }
    };
}

// Every message, and where an event is routed.
messages! {
    messages: [webhooks::WebhookReceived => version 2],
    events: [
        accounts::OrganizationCreated => "organization.created",
        calls::CallStarted => "call.started",
        calls::CallUpdated => "call.updated",
        calls::CallEnded => "call.ended",
        people::ContactCreated => "contact.created",
        people::ContactLinked => "contact.linked",
        people::LeadCreated => "lead.created",
        billing::UsageRecorded => "usage.recorded",
        notifications::NotificationSent => "notification.sent",
        notifications::NotificationFailed => "notification.failed",
        work::MessageTaken => "message.taken",
        work::CallbackScheduled => "callback.scheduled",
        work::DriverCalledOut => "driver.callout",
        work::TransferRequested => "transfer.requested",
        work::TransferFailed => "transfer.failed",
        work::BookingCreated => "booking.created",
        work::BookingRescheduled => "booking.rescheduled",
        work::BookingCancelled => "booking.cancelled",
        work::ToolInvoked => "tool.invoked",
        work::ToolFailed => "tool.failed",
    ]
}

fn as_json<M: Message>(name: &str, body: &[u8]) -> Result<serde_json::Value, DecodeError> {
    let message = <M as Incoming>::decode(name, body)?;
    serde_json::to_value(message).map_err(|source| DecodeError::Json { name: name.to_owned(), source })
}
