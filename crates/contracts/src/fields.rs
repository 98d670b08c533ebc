//! Fields of messages as what they stand for: an id that is malformed is the message's fault, named by its field.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::{ActionId, CallId, ConnectionId, ContactId, OrganizationId, WebhookId};
use pbjson_types::Timestamp;

use crate::{DecodeError, calls, moment, people, webhooks, work};

/// A field whose value can be read as `T`, or can't.
trait Field<T> {
    fn read(&self) -> Option<T>;
}

impl<T: FromStr> Field<T> for String {
    fn read(&self) -> Option<T> {
        self.parse().ok()
    }
}

impl<T: FromStr> Field<Option<T>> for Option<String> {
    fn read(&self) -> Option<Option<T>> {
        self.as_ref().map_or(Some(None), |id| id.parse().ok().map(Some))
    }
}

impl<T: FromStr> Field<Vec<T>> for Vec<String> {
    fn read(&self) -> Option<Vec<T>> {
        self.iter().map(|id| id.parse().ok()).collect()
    }
}

impl Field<DateTime<Utc>> for Option<Timestamp> {
    fn read(&self) -> Option<DateTime<Utc>> {
        self.as_ref().and_then(moment)
    }
}

macro_rules! fields {
    ($($message:path { $($name:ident: $type:ty = $field:ident),+ $(,)? })+) => {
        $(
            impl $message {
                $(
                    pub fn $name(&self) -> Result<$type, DecodeError> {
                        Field::read(&self.$field).ok_or_else(|| malformed::<Self>(stringify!($field)))
                    }
                )+
            }
        )+
    };
}

macro_rules! parts {
    ($($message:path { $name:ident: $type:ty })+) => {
        $(
            impl $message {
                pub fn $name(&self) -> Result<&$type, DecodeError> {
                    self.$name.as_ref().ok_or_else(|| malformed::<Self>(stringify!($name)))
                }
            }
        )+
    };
}

// What consumers read of each message.
fields! {
    calls::Call { id: CallId = id }
    people::ContactLinked { contact: ContactId = contact_id, call: CallId = call_id }
    work::MessageTaken { action: ActionId = action_id, call: Option<CallId> = call_id }
    work::DriverCalledOut { action: ActionId = action_id, call: Option<CallId> = call_id }
    webhooks::WebhookReceived {
        id: WebhookId = id,
        connection: Option<ConnectionId> = connection_id,
        received_at: DateTime<Utc> = received_at,
        candidates: Vec<OrganizationId> = candidate_organization_ids,
    }
}

parts! {
    calls::CallEnded { call: calls::Call }
    calls::CallUpdated { call: calls::Call }
    calls::CallSettled { call: calls::Call }
    calls::CallSummarized { call: calls::Call }
}

fn malformed<M: prost::Name>(field: &'static str) -> DecodeError {
    DecodeError::Field { message: M::NAME, field }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "019a9b7e-3c00-7000-8000-000000000001";

    #[test]
    fn an_id_is_read_and_a_malformed_one_is_named_by_its_field() {
        let linked = people::ContactLinked {
            contact_id: ID.to_owned(),
            call_id: "7".to_owned(),
            ..people::ContactLinked::default()
        };
        assert_eq!(linked.contact().unwrap(), ID.parse().unwrap());
        let error = linked.call().unwrap_err();
        assert_eq!(error.to_string(), "the field call_id of ContactLinked is missing or malformed");
    }

    #[test]
    fn an_id_that_may_be_absent_is_still_not_malformed() {
        let with = |call_id: Option<&str>| work::MessageTaken {
            call_id: call_id.map(str::to_owned),
            ..work::MessageTaken::default()
        };
        assert_eq!(with(None).call().unwrap(), None);
        assert_eq!(with(Some(ID)).call().unwrap(), Some(ID.parse().unwrap()));
        assert!(with(Some("")).call().is_err());
    }

    #[test]
    fn a_part_that_an_event_is_about_must_be_there() {
        assert!(calls::CallUpdated::default().call().is_err());
        assert!(calls::CallUpdated { call: Some(calls::Call::default()) }.call().is_ok());
    }
}
