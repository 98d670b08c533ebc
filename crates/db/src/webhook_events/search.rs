//! A page of the archive, the newest first.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::{ConnectionId, WebhookId};
use sea_orm::FromQueryResult;

use crate::cursor::{self, ParseCursorError};
use crate::sql::rows;
use crate::{Result, TenantTx};

/// What a page is narrowed to. Absent means any.
#[derive(Clone, Debug, Default)]
pub struct ArchiveFilter {
    pub provider: Option<String>,
    /// The sender's own word.
    pub kind: Option<String>,
    pub vapi_call_id: Option<String>,
    pub trace_id: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    /// In the body, to the letter. Every body that the other conditions leave is read.
    pub text: Option<String>,
    pub with_noise: bool,
}

/// The place of a webhook in the order of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub received_at: DateTime<Utc>,
    pub id: WebhookId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        cursor::write(f, self.received_at, self.id.0)
    }
}

impl FromStr for Cursor {
    type Err = ParseCursorError;

    fn from_str(text: &str) -> std::result::Result<Self, ParseCursorError> {
        let (received_at, id) = cursor::read(text)?;
        Ok(Self { received_at, id: WebhookId(id) })
    }
}

/// An archived webhook in a list: all but its body.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Archived {
    pub id: WebhookId,
    pub connection_id: Option<ConnectionId>,
    pub provider: String,
    #[sea_orm(from_alias = "type")]
    pub kind: String,
    pub vapi_call_id: Option<String>,
    pub is_noise: bool,
    pub verification: String,
    pub content_type: String,
    pub body_bytes: i32,
    pub trace_id: Option<String>,
    pub received_at: DateTime<Utc>,
    /// What came of it, as far as anything did: `call-processor.reports: recorded`, `takeMessage: answered`.
    pub outcome: Option<String>,
}

impl Archived {
    pub fn cursor(&self) -> Cursor {
        Cursor { received_at: self.received_at, id: self.id }
    }
}

/// The archived webhooks after a cursor, the newest first.
pub async fn search(
    tx: &TenantTx,
    filter: &ArchiveFilter,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<Archived>> {
    let values = [
        tx.organization().0.into(),
        filter.provider.clone().into(),
        filter.kind.clone().into(),
        filter.vapi_call_id.clone().into(),
        filter.trace_id.clone().into(),
        filter.since.into(),
        filter.until.into(),
        filter.text.clone().into(),
        filter.with_noise.into(),
        after.map(|after| after.received_at).into(),
        after.map(|after| after.id.0).into(),
        i64::try_from(limit).unwrap_or(i64::MAX).into(),
    ];
    rows(tx.inner(), SEARCH, values).await
}

/// Each value stands where Postgres sees it while it plans, so that a condition that is absent costs nothing.
const SEARCH: &str = "
    WITH page AS MATERIALIZED (
        SELECT organization_id, id, connection_id, provider, type, vapi_call_id, is_noise, verification, content_type,
               octet_length(body) AS body_bytes, trace_id, received_at
        FROM webhook_events
        WHERE organization_id = $1
          AND ($2::text IS NULL OR provider = $2) AND ($3::text IS NULL OR type = $3)
          AND ($4::text IS NULL OR vapi_call_id = $4) AND ($5::text IS NULL OR trace_id = $5)
          AND ($6::timestamptz IS NULL OR received_at >= $6) AND ($7::timestamptz IS NULL OR received_at < $7)
          AND ($9::boolean OR NOT is_noise)
          AND ($10::timestamptz IS NULL OR (received_at, id) < ($10, $11::uuid))
          AND ($8::text IS NULL OR position(convert_to($8, 'UTF8') IN body) > 0)
        ORDER BY received_at DESC, id DESC LIMIT $12)
    SELECT page.*, (
        SELECT string_agg(said.by || ': ' || said.outcome, ', ' ORDER BY said.by) FROM (
            SELECT o.handler AS by, o.outcome FROM webhook_outcomes o
            WHERE o.organization_id = page.organization_id AND o.webhook_id = page.id
            UNION ALL
            SELECT coalesce(q.tool, q.kind), q.outcome FROM live_questions q
            WHERE q.organization_id = page.organization_id AND q.vapi_call_id = coalesce(page.vapi_call_id, '')
              AND q.webhook_id = page.id) AS said) AS outcome
    FROM page ORDER BY received_at DESC, id DESC";
