//! Webhooks that were verified and are unassigned.

use std::fmt;

use chrono::{DateTime, Utc};
use domain::{ConnectionId, OrganizationId, QuarantineReason, WebhookId};
use sea_orm::FromQueryResult;

use crate::columns::columns;
use crate::conditions::Conditions;
use crate::{IdentityTx, Result, SystemTx};

#[derive(Clone, PartialEq, FromQueryResult)]
pub struct Quarantined {
    pub id: WebhookId,
    pub provider: String,
    /// The sender's own word.
    #[sea_orm(from_alias = "type")]
    pub kind: String,
    pub reason: QuarantineReason,
    /// The organizations that it points at, and those whose secret it was verified with.
    pub candidates: Vec<OrganizationId>,
    /// Whose secret verified it; none when it was the installation's own.
    #[sea_orm(from_alias = "connection_id")]
    pub connection: Option<ConnectionId>,
    pub verification: String,
    pub content_type: String,
    /// As received, but for secrets.
    pub body: Vec<u8>,
    pub trace_id: Option<String>,
    pub received_at: DateTime<Utc>,
}

columns!(
    Quarantined:
    id, provider, type = kind, reason, candidates, connection_id = connection, verification,
    content_type, body, trace_id, received_at
);

struct Noise {
    is_noise: bool,
}

columns!(Noise: is_noise);

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
    tx.insert("webhook_quarantine", (quarantined, Noise { is_noise }), "ON CONFLICT DO NOTHING").await?;
    Ok(())
}

/// Those that wait to be released and are no noise, the newest first, without their bodies; `before` is the
/// last one of the page before.
pub async fn list(tx: &IdentityTx, before: Option<WebhookId>, limit: i64) -> Result<Vec<Entry>> {
    page(tx, before, limit, false).await
}

/// As [`list`], with the noise.
pub async fn list_with_noise(tx: &IdentityTx, before: Option<WebhookId>, limit: i64) -> Result<Vec<Entry>> {
    page(tx, before, limit, true).await
}

async fn page(
    tx: &IdentityTx,
    before: Option<WebhookId>,
    limit: i64,
    with_noise: bool,
) -> Result<Vec<Entry>> {
    let mut conditions = Conditions::default();
    conditions.add("released_at IS NULL", []);
    if let Some(before) = before {
        conditions.add("id < $$", [before.into()]);
    }
    if !with_noise {
        conditions.add("NOT is_noise", []);
    }
    let (conditions, values) = conditions.finish();
    let page = format!(
        "SELECT {COLUMNS}, ''::bytea AS body FROM webhook_quarantine q
         WHERE {conditions} ORDER BY id DESC LIMIT {limit}"
    );
    Ok(tx.rows::<Row>(&page, values).await?.into_iter().map(Entry::from).collect())
}

/// One of them, released or not.
pub async fn find(tx: &IdentityTx, id: WebhookId) -> Result<Option<Entry>> {
    let find = format!("SELECT {COLUMNS}, body FROM webhook_quarantine q WHERE id = $1");
    Ok(tx.row::<Row>(&find, [id.into()]).await?.map(Entry::from))
}

/// How large the body of one is, without reading it.
pub async fn body_bytes(tx: &IdentityTx, id: WebhookId) -> Result<Option<i32>> {
    #[derive(FromQueryResult)]
    struct Size {
        body_bytes: i32,
    }
    let size = "SELECT octet_length(body) AS body_bytes FROM webhook_quarantine WHERE id = $1";
    Ok(tx.row::<Size>(size, [id.into()]).await?.map(|size| size.body_bytes))
}

/// Marks one as released, unless it is: then nothing is changed and the answer is false. A second release at
/// the same time waits for the first.
pub async fn mark_released(tx: &IdentityTx, id: WebhookId, release: &Release) -> Result<bool> {
    let mark = "UPDATE webhook_quarantine SET released_at = $2, released_to = $3, released_by = $4
                WHERE id = $1 AND released_at IS NULL";
    let values = [id.into(), release.at.into(), release.to.into(), release.by.as_str().into()];
    Ok(tx.execute(mark, values).await? == 1)
}

/// All but the body.
const COLUMNS: &str =
    "id, provider, type, reason, candidates, connection_id, verification, content_type, trace_id, received_at,
     released_at, released_to, released_by,
     (SELECT organization_id FROM vapi_connections WHERE id = q.connection_id
      UNION ALL SELECT organization_id FROM inbound_integrations WHERE id = q.connection_id LIMIT 1)
         AS connection_organization";

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    quarantined: Quarantined,
    connection_organization: Option<OrganizationId>,
    released_at: Option<DateTime<Utc>>,
    released_to: Option<OrganizationId>,
    released_by: Option<String>,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let release = row.released_at.zip(row.released_to).zip(row.released_by);
        Self {
            quarantined: row.quarantined,
            connection_organization: row.connection_organization,
            release: release.map(|((at, to), by)| Release { at, to, by }),
        }
    }
}
