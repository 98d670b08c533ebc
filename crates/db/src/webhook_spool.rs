//! Webhooks that were accepted while the broker did not confirm.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{OrganizationId, WebhookId};
use sea_orm::FromQueryResult;

use crate::columns::columns;
use crate::{IdentityTx, Result, SystemTx};

/// At most five failures of a row by itself: then it needs attention.
pub const MAX_ATTEMPTS: i32 = 5;

#[derive(Clone, PartialEq, FromQueryResult)]
pub struct Spooled {
    pub id: WebhookId,
    /// None of one on its way into quarantine.
    pub organization_id: Option<OrganizationId>,
    pub routing_key: String,
    /// The encoded message, as it would have been published.
    pub message: Vec<u8>,
    pub traceparent: Option<String>,
    pub received_at: DateTime<Utc>,
}

/// Without its message.
impl fmt::Debug for Spooled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spooled")
            .field("id", &self.id)
            .field("organization_id", &self.organization_id)
            .field("routing_key", &self.routing_key)
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

columns!(Spooled: id, organization_id, routing_key, message, traceparent, received_at);

pub async fn add(tx: &SystemTx, spooled: Spooled) -> Result<()> {
    tx.insert("webhook_spool", spooled, "").await?;
    Ok(())
}

/// Adds what an operator released from quarantine.
pub async fn add_released(tx: &IdentityTx, spooled: Spooled) -> Result<()> {
    tx.insert("webhook_spool", spooled, "").await?;
    Ok(())
}

/// Takes the oldest rows that nobody else holds, for as long as the lease lasts: at most `limit`, of at most
/// `bytes` together, or the first one whatever its size.
pub async fn lease(tx: &SystemTx, limit: i64, bytes: i64, lease: Duration) -> Result<Vec<Spooled>> {
    tx.rows(
        "WITH free AS MATERIALIZED (
             SELECT id, octet_length(message) AS size FROM webhook_spool
             WHERE parked_at IS NULL AND (leased_until IS NULL OR leased_until < now())
             ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
         summed AS (SELECT id, sum(size) OVER (ORDER BY id) - size AS before FROM free)
         UPDATE webhook_spool SET leased_until = now() + make_interval(secs => $3)
         WHERE id IN (SELECT id FROM summed WHERE before < $2)
         RETURNING id, organization_id, routing_key, message, traceparent, received_at",
        [limit.into(), bytes.into(), lease.as_secs_f64().into()],
    )
    .await
}

/// Forgets a row: the broker has confirmed it.
pub async fn delete(tx: &SystemTx, id: WebhookId) -> Result<()> {
    tx.execute("DELETE FROM webhook_spool WHERE id = $1", [id.into()]).await?;
    Ok(())
}

/// Gives a row back that the broker did not get to see. It rests a little, so that others have their turn.
pub async fn release(tx: &SystemTx, id: WebhookId) -> Result<()> {
    let release = "UPDATE webhook_spool SET leased_until = now() + interval '2 seconds' WHERE id = $1";
    tx.execute(release, [id.into()]).await?;
    Ok(())
}

/// Gives a row back that the broker had no place for. It rests for two seconds, then for twice as long each
/// time, up to five minutes.
pub async fn put_off(tx: &SystemTx, id: WebhookId, error: &str) -> Result<()> {
    tx.execute(
        "UPDATE webhook_spool SET attempts = attempts + 1, error = $2,
             leased_until = now() + make_interval(secs => least(300, 2 * 2 ^ least(attempts, 10)))
         WHERE id = $1",
        [id.into(), error.into()],
    )
    .await?;
    Ok(())
}

/// Counts a failure of the row itself; when it has failed too often, it needs attention.
pub async fn fail(tx: &SystemTx, id: WebhookId, error: &str) -> Result<()> {
    tx.execute(
        "UPDATE webhook_spool SET attempts = attempts + 1, leased_until = NULL, error = $2,
             parked_at = CASE WHEN attempts + 1 >= $3 THEN now() END
         WHERE id = $1",
        [id.into(), error.into(), MAX_ATTEMPTS.into()],
    )
    .await?;
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SpoolCounts {
    pub waiting: i64,
    pub parked: i64,
}

pub async fn counts(tx: &SystemTx) -> Result<SpoolCounts> {
    let count = "SELECT count(*) FILTER (WHERE parked_at IS NULL) AS waiting,
                        count(*) FILTER (WHERE parked_at IS NOT NULL) AS parked FROM webhook_spool";
    Ok(tx.row(count, []).await?.unwrap_or(SpoolCounts { waiting: 0, parked: 0 }))
}
