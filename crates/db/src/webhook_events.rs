//! The archive of accepted webhooks, by day.

mod retention;
mod search;

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ConnectionId, WebhookId};
pub use retention::{
    days, delete_noise, delete_outcomes, delete_quarantined, delete_quarantined_noise, delete_questions,
    drop_days, take_turn,
};
use sea_orm::FromQueryResult;
pub use search::{ArchiveFilter, Archived, search};

use crate::columns::{columns, select};
use crate::conditions::Conditions;
use crate::{Result, TenantTx};

#[derive(Clone)]
pub struct WebhookEvent {
    pub id: WebhookId,
    /// `None` where the installation's own secret verified it.
    pub connection: Option<ConnectionId>,
    pub provider: String,
    /// The sender's own word.
    pub kind: String,
    /// As the message has it.
    pub vapi_call_id: Option<String>,
    /// Without value once the call is over.
    pub is_noise: bool,
    /// How it was verified.
    pub verification: String,
    pub content_type: String,
    /// As received, but for secrets.
    pub body: Vec<u8>,
    pub trace_id: Option<String>,
    pub received_at: DateTime<Utc>,
}

/// Without its body.
impl fmt::Debug for WebhookEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookEvent")
            .field("id", &self.id)
            .field("provider", &self.provider)
            .field("kind", &self.kind)
            .field("vapi_call_id", &self.vapi_call_id)
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

columns!(
    WebhookEvent:
    id, connection_id = connection, provider, type = kind, vapi_call_id, is_noise, verification,
    content_type, body, trace_id, received_at
);

/// Archives a webhook; the same one again changes nothing.
pub async fn add(tx: &TenantTx, event: WebhookEvent) -> Result<()> {
    tx.execute("SELECT ensure_webhook_events_day($1)", [event.received_at.into()]).await?;
    tx.insert("webhook_events", event, "ON CONFLICT DO NOTHING").await?;
    Ok(())
}

/// An archived webhook's body, and what it is to be read by.
#[derive(Clone, PartialEq, FromQueryResult)]
pub struct ArchivedMessage {
    pub id: WebhookId,
    pub provider: String,
    #[sea_orm(from_alias = "type")]
    pub kind: String,
    pub vapi_call_id: Option<String>,
    pub content_type: String,
    pub body: Vec<u8>,
    pub received_at: DateTime<Utc>,
}

/// Without its body.
impl fmt::Debug for ArchivedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArchivedMessage")
            .field("id", &self.id)
            .field("provider", &self.provider)
            .field("kind", &self.kind)
            .field("vapi_call_id", &self.vapi_call_id)
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

columns!(ArchivedMessage: id, provider, type = kind, vapi_call_id, content_type, body, received_at);

/// A day: as far as a clock that is set right may take an id from the time beside it.
const NEAR: TimeDelta = TimeDelta::days(1);

/// One archived webhook. It was received when its id was made, so only the days around that are
/// locked and read.
pub async fn find(tx: &TenantTx, id: WebhookId) -> Result<Option<ArchivedMessage>> {
    let (conditions, values) = by_id(tx, id).finish();
    // The first of the conditions' values is the organization.
    let find = format!("FROM webhook_events WHERE organization_id = $1 AND {conditions}");
    tx.row(&select::<ArchivedMessage>(&find), values).await
}

/// How large the body of an archived webhook is, without reading it.
pub async fn body_bytes(tx: &TenantTx, id: WebhookId) -> Result<Option<i32>> {
    #[derive(FromQueryResult)]
    struct Size {
        body_bytes: i32,
    }
    let (conditions, values) = by_id(tx, id).finish();
    // The first of the conditions' values is the organization.
    let size = format!(
        "SELECT octet_length(body) AS body_bytes FROM webhook_events WHERE organization_id = $1 AND {conditions}"
    );
    Ok(tx.row::<Size>(&size, values).await?.map(|size| size.body_bytes))
}

fn by_id(tx: &TenantTx, id: WebhookId) -> Conditions {
    let made = made_at(id);
    let mut conditions = Conditions::own(tx);
    conditions.equal("id", Some(id));
    conditions.within(
        "received_at",
        made.and_then(|made| made.checked_sub_signed(NEAR)),
        made.and_then(|made| made.checked_add_signed(NEAR)),
    );
    conditions
}

/// None of an id that was not made from a clock.
fn made_at(id: WebhookId) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.0.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

/// The webhooks that reported a call, noise aside, in the order in which they were received; at most `limit`.
pub async fn of_call(tx: &TenantTx, vapi_call_id: &str, limit: i64) -> Result<Vec<ArchivedMessage>> {
    let of_call = select::<ArchivedMessage>(
        "FROM webhook_events
         WHERE organization_id = $1 AND vapi_call_id = $2 AND NOT is_noise ORDER BY received_at, id LIMIT $3",
    );
    tx.rows(&of_call, [tx.organization().into(), vapi_call_id.into(), limit.into()]).await
}

/// The calls that webhooks reported between two moments, in the order of the last that each has in that time.
pub async fn calls_between(tx: &TenantTx, from: DateTime<Utc>, before: DateTime<Utc>) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct ReportedCall {
        vapi_call_id: String,
    }
    let calls = "SELECT vapi_call_id FROM webhook_events
                 WHERE organization_id = $1 AND received_at >= $2 AND received_at < $3
                   AND vapi_call_id IS NOT NULL AND NOT is_noise
                 GROUP BY vapi_call_id ORDER BY max(received_at), vapi_call_id";
    let reported =
        tx.rows::<ReportedCall>(calls, [tx.organization().into(), from.into(), before.into()]).await?;
    Ok(reported.into_iter().map(|call| call.vapi_call_id).collect())
}

/// When the organization's first and last archived webhooks were received.
pub async fn extent(tx: &TenantTx) -> Result<Option<(DateTime<Utc>, DateTime<Utc>)>> {
    #[derive(FromQueryResult)]
    struct Extent {
        first: Option<DateTime<Utc>>,
        last: Option<DateTime<Utc>>,
    }
    let extent = "SELECT min(received_at) AS first, max(received_at) AS last FROM webhook_events
                  WHERE organization_id = $1";
    let extent: Option<Extent> = tx.row(extent, [tx.organization().into()]).await?;
    Ok(extent.and_then(|extent| extent.first.zip(extent.last)))
}
