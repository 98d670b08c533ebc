//! What makes a generated type a message of the bus.

use domain::OrganizationId;
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

    /// The keys under which the message is published, where it has keys of its own.
    const KEYS: &'static [&'static str] = &[];

    /// The organization that the message names, if it names one.
    fn organization_id(&self) -> Option<&str>;
}

/// A fact in the past tense, published to `callflex.events` by the relay once its transaction has committed.
pub trait Event: Message {
    /// `<noun>.<past verb>`: also the event's name wherever people read it.
    const ROUTING_KEY: &'static str;

    /// Writes down whose event it is.
    fn set_organization(&mut self, organization: OrganizationId);
}

/// What a consumer reads from its queue: one message, or an enum of the messages that its queue is bound to.
pub trait Incoming: Sized + Send + 'static {
    /// The routing keys of what it can read; none where keys are a provider's words.
    const KEYS: &'static [&'static str];

    /// Reads `body` as the message that the AMQP property `type` names.
    fn decode(name: &str, body: &[u8]) -> Result<Self, DecodeError>;

    /// The organization that the message names, if it names one.
    fn organization_id(&self) -> Option<&str>;
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
    #[error("the field {field} of {message} is missing or malformed")]
    Field { message: &'static str, field: &'static str },
}

impl<M: Message> Incoming for M {
    const KEYS: &'static [&'static str] = M::KEYS;

    fn decode(name: &str, body: &[u8]) -> Result<Self, DecodeError> {
        let expected = M::full_name();
        if name != expected {
            return Err(DecodeError::Type { expected, received: name.to_owned() });
        }
        <M as prost::Message>::decode(body).map_err(|source| DecodeError::Body { name: expected, source })
    }

    fn organization_id(&self) -> Option<&str> {
        Message::organization_id(self)
    }
}

/// An enum of events, each boxed in a variant of its name: what a queue carries that is bound to several.
///
/// ```
/// use contracts::calls::{CallEnded, CallUpdated};
/// use contracts::{DecodeError, Incoming};
///
/// contracts::incoming! {
///     /// A call that ended, or was corrected.
///     pub enum CallChange { CallEnded, CallUpdated }
/// }
///
/// assert_eq!(CallChange::KEYS, ["call.ended", "call.updated"]);
/// assert!(matches!(CallChange::decode("callflex.calls.v1.CallUpdated", b""), Ok(CallChange::CallUpdated(_))));
/// let other = CallChange::decode("callflex.people.v1.LeadCreated", b"");
/// assert!(matches!(other, Err(DecodeError::Type { .. })));
/// ```
#[macro_export]
macro_rules! incoming {
    ($(#[$attribute:meta])* $visibility:vis enum $name:ident { $($event:ident),+ $(,)? }) => {
        $(#[$attribute])*
        $visibility enum $name {
            $($event(Box<$event>),)+
        }

        impl $crate::Incoming for $name {
            const KEYS: &'static [&'static str] = &[$(<$event as $crate::Event>::ROUTING_KEY),+];

            fn decode(name: &str, body: &[u8]) -> Result<Self, $crate::DecodeError> {
                $(
                    if name == <$event as $crate::Name>::full_name() {
                        let event = <$event as $crate::Incoming>::decode(name, body)?;
                        return Ok(Self::$event(Box::new(event)));
                    }
                )+
                let expected = [$(<$event as $crate::Name>::full_name()),+].join(" or ");
                Err($crate::DecodeError::Type { expected, received: name.to_owned() })
            }

            fn organization_id(&self) -> Option<&str> {
                match self {
                    $(Self::$event(event) => $crate::Message::organization_id(&**event),)+
                }
            }
        }
    };
}

/// The field that names the organization: the message's own, or that of a part of it.
macro_rules! organization_field {
    (&mut $self:ident) => {
        Some(&mut $self.organization_id)
    };
    (&mut $self:ident $part:ident) => {
        $self.$part.as_mut().map(|part| &mut part.organization_id)
    };
    (&$self:ident) => {
        Some($self.organization_id.as_str())
    };
    (&$self:ident $part:ident) => {
        $self.$part.as_ref().map(|part| part.organization_id.as_str())
    };
}

macro_rules! messages {
    (
        messages: [$($message:path => version $version:literal),*],
        events: [$($event:path => $key:literal $(version $event_version:literal)? $(of its $part:ident)?),* $(,)?]
    ) => {
        $(
            impl Message for $message {
                const SCHEMA_VERSION: u16 = $version;

                fn organization_id(&self) -> Option<&str> {
                    self.organization_id.as_deref()
                }
            }
        )*
        $(
            impl Message for $event {
                $(const SCHEMA_VERSION: u16 = $event_version;)?
                const KEYS: &'static [&'static str] = &[$key];

                fn organization_id(&self) -> Option<&str> {
                    organization_field!(&self $($part)?).filter(|id| !id.is_empty())
                }
            }

            impl Event for $event {
                const ROUTING_KEY: &'static str = $key;

                fn set_organization(&mut self, organization: OrganizationId) {
                    if let Some(id) = organization_field!(&mut self $($part)?) {
                        *id = organization.to_string();
                    }
                }
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

// Every message, where an event is routed, and where it names its organization if not in a field of its own.
messages! {
    messages: [webhooks::WebhookReceived => version 2],
    events: [
        accounts::OrganizationCreated => "organization.created",
        calls::CallStarted => "call.started" of its call,
        calls::CallUpdated => "call.updated" of its call,
        calls::CallEnded => "call.ended" version 2 of its call,
        calls::CallSettled => "call.settled" of its call,
        calls::CallSummarized => "call.summarized" of its call,
        people::ContactCreated => "contact.created",
        people::ContactLinked => "contact.linked" version 3,
        people::LeadCreated => "lead.created",
        billing::UsageRecorded => "usage.recorded",
        notifications::NotificationSent => "notification.sent",
        notifications::NotificationFailed => "notification.failed",
        work::MessageTaken => "message.taken",
        work::CallbackScheduled => "callback.scheduled",
        work::DriverCalledOut => "driver.callout",
        work::TransferRequested => "transfer.requested",
        work::TransferFailed => "transfer.failed",
        work::BookingCreated => "booking.created" of its booking,
        work::BookingRescheduled => "booking.rescheduled" of its booking,
        work::BookingCancelled => "booking.cancelled" of its booking,
        work::ToolInvoked => "tool.invoked",
        work::ToolFailed => "tool.failed",
    ]
}

fn as_json<M: Message>(name: &str, body: &[u8]) -> Result<serde_json::Value, DecodeError> {
    let message = <M as Incoming>::decode(name, body)?;
    serde_json::to_value(message).map_err(|source| DecodeError::Json { name: name.to_owned(), source })
}
