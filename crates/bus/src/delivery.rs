//! Reads a delivery: AMQP's loose properties become typed fields.

use contracts::{DecodeError, Incoming};
use domain::OrganizationId;
use lapin::BasicProperties;
use lapin::message::Delivery;
use lapin::types::FieldTable;
use uuid::Uuid;

use crate::handler::Received;
use crate::headers;

/// The message can't be read and never will be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("the property message-id is missing or not a UUID")]
    MessageId,
    #[error("the property type is missing")]
    Type,
    #[error("the header organization-id is not an organization's id")]
    Organization,
    #[error("could not read the message")]
    Decode(#[from] DecodeError),
}

/// How many failures of its own the message has behind it.
pub(crate) fn failures(properties: &BasicProperties) -> u32 {
    table(properties).and_then(|table| headers::number(table, headers::ATTEMPT)).unwrap_or(0)
}

/// How often a quorum queue has handed out this copy before.
pub(crate) fn delivered_before(properties: &BasicProperties) -> u32 {
    table(properties).and_then(|table| headers::number(table, headers::DELIVERY_COUNT)).unwrap_or(0)
}

pub(crate) fn header(properties: &BasicProperties, name: &str) -> Option<String> {
    headers::text(table(properties)?, name)
}

pub(crate) fn table(properties: &BasicProperties) -> Option<&FieldTable> {
    properties.headers().as_ref()
}

pub(crate) fn message_id(properties: &BasicProperties) -> Option<Uuid> {
    Uuid::try_parse(properties.message_id().as_ref()?.as_str()).ok()
}

pub(crate) fn message_type(properties: &BasicProperties) -> Option<&str> {
    properties.kind().as_ref().map(lapin::types::ShortString::as_str)
}

/// `Err` when there is one and it is not an organization's id.
pub(crate) fn organization(properties: &BasicProperties) -> Result<Option<OrganizationId>, ReadError> {
    header(properties, headers::ORGANIZATION)
        .map(|text| text.parse().map_err(|_| ReadError::Organization))
        .transpose()
}

pub(crate) fn read<M: Incoming>(delivery: &Delivery) -> Result<Received<M>, ReadError> {
    let properties = &delivery.properties;
    let name = message_type(properties).ok_or(ReadError::Type)?;
    Ok(Received {
        id: message_id(properties).ok_or(ReadError::MessageId)?,
        message: M::decode(name, &delivery.data)?,
        organization: organization(properties)?,
        attempt: failures(properties).saturating_add(1),
    })
}
