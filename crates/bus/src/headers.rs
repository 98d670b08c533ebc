//! The headers of a message, by name, and how they are read and written.

use chrono::SecondsFormat;
use lapin::types::{AMQPValue, FieldTable, ShortString};

pub(crate) const ORGANIZATION: &str = "organization-id";
pub(crate) const TRACEPARENT: &str = "traceparent";
pub(crate) const SCHEMA_VERSION: &str = "schema-version";

/// How often handling the message has failed so far.
pub(crate) const ATTEMPT: &str = "x-attempt";
pub(crate) const FIRST_FAILED_AT: &str = "x-first-failed-at";
pub(crate) const LAST_FAILED_AT: &str = "x-last-failed-at";
/// Where the message was first published, as its way through the ladder changes both.
pub(crate) const ORIGINAL_EXCHANGE: &str = "x-original-exchange";
pub(crate) const ORIGINAL_ROUTING_KEY: &str = "x-original-routing-key";
pub(crate) const REASON: &str = "x-reason";

/// How often a quorum queue has delivered this message before: the broker's own count.
pub(crate) const DELIVERY_COUNT: &str = "x-delivery-count";
/// The broker's own record of dead-lettering.
pub(crate) const DEATH: &str = "x-death";

/// Headers that describe the delivery, not the message. The broker writes its own afresh; copied, they would
/// make it see a cycle where there is a retry.
const OF_THE_BROKER: &[&str] = &[
    DELIVERY_COUNT,
    DEATH,
    "x-first-death-exchange",
    "x-first-death-queue",
    "x-first-death-reason",
    "x-last-death-exchange",
    "x-last-death-queue",
    "x-last-death-reason",
    "x-acquired-count",
];

/// Headers that record failed attempts.
const OF_FAILURE: &[&str] = &[ATTEMPT, FIRST_FAILED_AT, LAST_FAILED_AT, REASON];

/// A name or key does not fit AMQP's short strings.
#[derive(Debug, thiserror::Error)]
#[error("longer than the 255 bytes AMQP allows")]
pub struct TooLong;

pub(crate) fn short(text: impl Into<String>) -> Result<ShortString, TooLong> {
    ShortString::try_new(text).map_err(|_| TooLong)
}

pub(crate) trait IntoHeader {
    fn into_header(self) -> AMQPValue;
}

impl IntoHeader for i64 {
    fn into_header(self) -> AMQPValue {
        AMQPValue::LongLongInt(self)
    }
}

impl IntoHeader for String {
    fn into_header(self) -> AMQPValue {
        AMQPValue::LongString(self.into())
    }
}

pub(crate) fn insert(table: &mut FieldTable, name: &str, value: impl IntoHeader) {
    table.insert(name.into(), value.into_header());
}

pub(crate) fn text(table: &FieldTable, name: &str) -> Option<String> {
    match table.inner().get(name)? {
        AMQPValue::LongString(value) => Some(value.to_string()),
        AMQPValue::ShortString(value) => Some(value.to_string()),
        _ => None,
    }
}

pub(crate) fn number(table: &FieldTable, name: &str) -> Option<u32> {
    let number = match *table.inner().get(name)? {
        AMQPValue::ShortShortInt(value) => i64::from(value),
        AMQPValue::ShortShortUInt(value) => i64::from(value),
        AMQPValue::ShortInt(value) => i64::from(value),
        AMQPValue::ShortUInt(value) => i64::from(value),
        AMQPValue::LongInt(value) => i64::from(value),
        AMQPValue::LongUInt(value) => i64::from(value),
        AMQPValue::LongLongInt(value) => value,
        _ => return None,
    };
    u32::try_from(number).ok()
}

/// The headers to publish a delivered message with again.
pub(crate) fn carried(table: &FieldTable) -> FieldTable {
    without(table, OF_THE_BROKER)
}

/// The headers of a message that starts afresh.
pub(crate) fn without_failures(table: &FieldTable) -> FieldTable {
    without(&carried(table), OF_FAILURE)
}

fn without(table: &FieldTable, names: &[&str]) -> FieldTable {
    let mut kept = table.inner().clone();
    kept.retain(|name, _| !names.contains(&name.as_str()));
    kept.into()
}

/// The time of a failure, for people who read dead letters.
pub(crate) fn now() -> String {
    runtime::clock::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}
