//! The log of domain events.

use chrono::{DateTime, Utc};
use domain::EventId;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{IdentityTx, Result, TenantTx};

/// An event, in the transaction of the change that it reports.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub id: EventId,
    /// `call.ended`, …
    pub name: &'static str,
    /// The full protobuf name of the payload.
    pub message_type: String,
    pub schema_version: u16,
    pub payload: Vec<u8>,
    /// The service that publishes it.
    pub source: &'static str,
    pub traceparent: Option<String>,
    pub occurred_at: DateTime<Utc>,
}

/// Writes an event to the log and to the outbox.
pub async fn append(tx: &TenantTx, event: NewEvent) -> Result<()> {
    tx.execute(&format!("WITH logged AS ({TO_LOG}) {TO_OUTBOX}"), values(tx, event)).await?;
    Ok(())
}

/// Writes an event to the log. Its values are the first ones of the statement, the organization before all.
pub(crate) const TO_LOG: &str = "
    INSERT INTO events
        (organization_id, id, name, type, schema_version, payload, source, traceparent, occurred_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    RETURNING organization_id, id";

/// Writes what was `logged` to the outbox.
pub(crate) const TO_OUTBOX: &str =
    "INSERT INTO outbox (organization_id, event_id) SELECT organization_id, id FROM logged";

pub(crate) fn values(tx: &TenantTx, event: NewEvent) -> [Value; 9] {
    [
        tx.organization().into(),
        event.id.into(),
        event.name.into(),
        event.message_type.into(),
        i16::try_from(event.schema_version).unwrap_or(i16::MAX).into(),
        event.payload.into(),
        event.source.into(),
        event.traceparent.into(),
        event.occurred_at.into(),
    ]
}

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct LoggedEvent {
    pub position: i64,
    pub id: EventId,
    pub name: String,
    #[sea_orm(from_alias = "type")]
    pub message_type: String,
    pub payload: Vec<u8>,
    pub occurred_at: DateTime<Utc>,
}

/// The organization's events after a position, in order.
pub async fn after(tx: &TenantTx, position: i64, limit: i64) -> Result<Vec<LoggedEvent>> {
    tx.rows(
        "SELECT position, id, name, type, payload, occurred_at FROM events
         WHERE organization_id = $1 AND position > $2 ORDER BY position LIMIT $3",
        [tx.organization().into(), position.into(), limit.into()],
    )
    .await
}

/// Where the log begins and ends, over all organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Extent {
    pub first: i64,
    pub last: i64,
}

/// An empty log ends at 0 and begins at 1.
pub async fn extent(tx: &IdentityTx) -> Result<Extent> {
    let extent = "SELECT coalesce((SELECT min(position) FROM events), 1) AS first,
                         coalesce((SELECT max(position) FROM events), 0) AS last";
    Ok(tx.row(extent, []).await?.unwrap_or(Extent { first: 1, last: 0 }))
}

/// An organization's own part of the log.
#[derive(Clone, Copy)]
pub struct OwnLog {
    /// Under which its places in the log are hidden.
    pub place_key: [u8; 16],
    /// The position of its last event; 0 without any.
    pub last: i64,
}

/// The own part of the transaction's organization.
pub async fn own_log(tx: &TenantTx) -> Result<OwnLog> {
    #[derive(FromQueryResult)]
    struct Row {
        place_key: Uuid,
        last: i64,
    }
    let own = "SELECT event_place_key AS place_key,
                      coalesce((SELECT max(position) FROM events WHERE organization_id = $1), 0) AS last
               FROM organizations WHERE id = $1";
    let row = tx.row::<Row>(own, [tx.organization().into()]).await?;
    // An organization that is not there has no events.
    let Row { place_key, last } = row.unwrap_or(Row { place_key: Uuid::nil(), last: 0 });
    Ok(OwnLog { place_key: place_key.into_bytes(), last })
}
