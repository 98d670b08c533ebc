//! Webhooks that were verified and are unassigned.

use std::fmt;

use chrono::{DateTime, Utc};
use domain::{ConnectionId, OrganizationId, WebhookId};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::sql::{execute, row, rows};
use crate::{Error, Result, SystemTx};

#[derive(Clone, PartialEq)]
pub struct Quarantined {
    pub id: WebhookId,
    pub provider: String,
    /// The sender's own word.
    pub kind: String,
    /// `unknown` or `contradictory`.
    pub reason: String,
    /// The organizations that it points at, and those whose secret it was verified with.
    pub candidates: Vec<OrganizationId>,
    /// Whose secret verified it; none when it was the installation's own.
    pub connection: Option<ConnectionId>,
    pub verification: String,
    pub content_type: String,
    /// As received, but for secrets.
    pub body: Vec<u8>,
    pub trace_id: Option<String>,
    pub received_at: DateTime<Utc>,
}

/// Without its body.
impl fmt::Debug for Quarantined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quarantined")
            .field("id", &self.id)
            .field("provider", &self.provider)
            .field("kind", &self.kind)
            .field("reason", &self.reason)
            .field("candidates", &self.candidates)
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

/// What became of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    pub at: DateTime<Utc>,
    pub to: OrganizationId,
    /// Who did it.
    pub by: String,
}

/// One with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub quarantined: Quarantined,
    /// The organization whose connection verified it.
    pub connection_organization: Option<OrganizationId>,
    pub release: Option<Release>,
}

/// Keeps a webhook; the same one again changes nothing.
pub async fn add(tx: &SystemTx, quarantined: Quarantined) -> Result<()> {
    insert(tx, quarantined, false).await
}

/// Keeps one without value once its call is over, for as long as noise is kept.
pub async fn add_noise(tx: &SystemTx, quarantined: Quarantined) -> Result<()> {
    insert(tx, quarantined, true).await
}

async fn insert(tx: &SystemTx, quarantined: Quarantined, is_noise: bool) -> Result<()> {
    let candidates: Vec<_> = quarantined.candidates.iter().map(|id| id.0.to_string()).collect();
    execute(
        tx.inner(),
        "INSERT INTO webhook_quarantine (id, provider, type, reason, candidates, connection_id, verification,
                                         content_type, body, trace_id, is_noise, received_at)
         VALUES ($1, $2, $3, $4, string_to_array($5, ' ')::uuid[], $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT DO NOTHING",
        [
            quarantined.id.0.into(),
            quarantined.provider.into(),
            quarantined.kind.into(),
            quarantined.reason.into(),
            candidates.join(" ").into(),
            quarantined.connection.map(|id| id.0).into(),
            quarantined.verification.into(),
            quarantined.content_type.into(),
            quarantined.body.into(),
            quarantined.trace_id.into(),
            is_noise.into(),
            quarantined.received_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Those that wait to be released and are no noise, the newest first, without their bodies; `before` is the
/// last one of the page before.
pub async fn list(tx: &SystemTx, before: Option<WebhookId>, limit: i64) -> Result<Vec<Entry>> {
    page(tx, before, limit, false).await
}

/// As [`list`], with the noise.
pub async fn list_with_noise(tx: &SystemTx, before: Option<WebhookId>, limit: i64) -> Result<Vec<Entry>> {
    page(tx, before, limit, true).await
}

async fn page(tx: &SystemTx, before: Option<WebhookId>, limit: i64, with_noise: bool) -> Result<Vec<Entry>> {
    let waiting = format!(
        "SELECT {COLUMNS}, ''::bytea AS body FROM webhook_quarantine q
         WHERE released_at IS NULL AND ($1::uuid IS NULL OR id < $1) AND ($3 OR NOT is_noise)
         ORDER BY id DESC LIMIT $2"
    );
    let values = [before.map(|id| id.0).into(), limit.into(), with_noise.into()];
    let found = rows::<Row>(tx.inner(), &waiting, values).await?;
    found.into_iter().map(Entry::try_from).collect()
}

/// One of them, released or not.
pub async fn find(tx: &SystemTx, id: WebhookId) -> Result<Option<Entry>> {
    let find = format!("SELECT {COLUMNS}, body FROM webhook_quarantine q WHERE id = $1");
    row::<Row>(tx.inner(), &find, [id.0.into()]).await?.map(Entry::try_from).transpose()
}

/// Marks one as released, unless it is: then nothing is changed and the answer is false. A second release at
/// the same time waits for the first.
pub async fn mark_released(tx: &SystemTx, id: WebhookId, release: &Release) -> Result<bool> {
    let mark = "UPDATE webhook_quarantine SET released_at = $2, released_to = $3, released_by = $4
                WHERE id = $1 AND released_at IS NULL";
    let values = [id.0.into(), release.at.into(), release.to.0.into(), release.by.as_str().into()];
    Ok(execute(tx.inner(), mark, values).await? == 1)
}

const COLUMNS: &str =
    "id, provider, type AS kind, reason, to_jsonb(candidates) AS candidates, connection_id, verification,
     content_type, trace_id, received_at, released_at, released_to, released_by,
     (SELECT organization_id FROM vapi_connections WHERE id = q.connection_id
      UNION ALL SELECT organization_id FROM inbound_integrations WHERE id = q.connection_id LIMIT 1)
         AS connection_organization";

#[derive(FromQueryResult)]
struct Row {
    id: WebhookId,
    provider: String,
    kind: String,
    reason: String,
    candidates: Value,
    connection_id: Option<ConnectionId>,
    connection_organization: Option<OrganizationId>,
    verification: String,
    content_type: String,
    body: Vec<u8>,
    trace_id: Option<String>,
    received_at: DateTime<Utc>,
    released_at: Option<DateTime<Utc>>,
    released_to: Option<OrganizationId>,
    released_by: Option<String>,
}

impl TryFrom<Row> for Entry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unreadable = |_| Error::Row { table: "webhook_quarantine", column: "candidates" };
        let release = row.released_at.zip(row.released_to).zip(row.released_by);
        Ok(Self {
            quarantined: Quarantined {
                id: row.id,
                provider: row.provider,
                kind: row.kind,
                reason: row.reason,
                candidates: serde_json::from_value(row.candidates).map_err(unreadable)?,
                connection: row.connection_id,
                verification: row.verification,
                content_type: row.content_type,
                body: row.body,
                trace_id: row.trace_id,
                received_at: row.received_at,
            },
            connection_organization: row.connection_organization,
            release: release.map(|((at, to), by)| Release { at, to, by }),
        })
    }
}
