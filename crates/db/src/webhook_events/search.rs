//! A page of the archive, the newest first.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, WebhookId};
use sea_orm::FromQueryResult;

use crate::conditions::Conditions;
use crate::{Cursor, Result, TenantTx};

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
    /// What came of it, as far as anything did: `call-processor.record-call: recorded`, `takeMessage: answered`,
    /// `webhook-ingest.archive: unreadable (chat)`.
    pub outcome: Option<String>,
}

impl Archived {
    pub fn cursor(&self) -> Cursor<WebhookId> {
        Cursor { at: self.received_at, id: self.id }
    }
}

/// The archived webhooks after a cursor, the newest first.
pub async fn search(
    tx: &TenantTx,
    filter: &ArchiveFilter,
    after: Option<Cursor<WebhookId>>,
    limit: u64,
) -> Result<Vec<Archived>> {
    let mut conditions = Conditions::own(tx);
    conditions.equal("provider", filter.provider.clone());
    conditions.equal("type", filter.kind.clone());
    conditions.equal("vapi_call_id", filter.vapi_call_id.clone());
    conditions.equal("trace_id", filter.trace_id.clone());
    conditions.within("received_at", filter.since, filter.until);
    if !filter.with_noise {
        conditions.add("NOT is_noise", []);
    }
    conditions.after("received_at", after);
    if let Some(text) = &filter.text {
        conditions.add("position(convert_to($$, 'UTF8') IN body) > 0", [text.as_str().into()]);
    }
    let (conditions, values) = conditions.finish();
    let search = format!(
        "WITH page AS MATERIALIZED (
             SELECT organization_id, id, connection_id, provider, type, vapi_call_id, is_noise, verification,
                    content_type, octet_length(body) AS body_bytes, trace_id, received_at
             FROM webhook_events WHERE {conditions} ORDER BY received_at DESC, id DESC LIMIT {limit})
         SELECT page.*, ({OUTCOMES}) AS outcome FROM page ORDER BY received_at DESC, id DESC"
    );
    tx.rows(&search, values).await
}

/// What handlers and live tools made of a webhook.
const OUTCOMES: &str = "
    SELECT string_agg(said.by || ': ' || said.outcome, ', ' ORDER BY said.by) FROM (
        SELECT o.handler AS by, o.outcome || coalesce(' (' || o.reason || ')', '') AS outcome FROM webhook_outcomes o
        WHERE o.organization_id = page.organization_id AND o.webhook_id = page.id
        UNION ALL
        SELECT coalesce(q.tool, q.kind), q.outcome FROM live_questions q
        WHERE q.organization_id = page.organization_id AND q.vapi_call_id = coalesce(page.vapi_call_id, '')
          AND q.webhook_id = page.id) AS said";
