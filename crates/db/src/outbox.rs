//! Events that are committed and not yet published, for the one relay that publishes them.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{EventId, OrganizationId};
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, FromRow, PgConnection};
use uuid::Uuid;

use crate::Result;
use crate::advisory_lock::{failed, open_session};

/// Of the advisory lock that the relay holds: any number that nothing else here uses.
const RELAY_LOCK: i64 = 0x0043_4652_454c_4159;

/// An event that has its place in the order.
#[derive(Clone, Debug, FromRow)]
pub struct Pending {
    pub position: i64,
    #[sqlx(try_from = "Uuid")]
    pub organization_id: OrganizationId,
    #[sqlx(try_from = "Uuid", rename = "event_id")]
    pub id: EventId,
    pub name: String,
    #[sqlx(rename = "type")]
    pub message_type: String,
    pub schema_version: i16,
    pub payload: Vec<u8>,
    pub source: String,
    pub traceparent: Option<String>,
    pub occurred_at: DateTime<Utc>,
}

/// The right to relay: a session of its own that holds the lock, so that losing the session is
/// losing the right.
#[derive(Debug)]
pub struct RelaySession {
    connection: PgConnection,
}

impl RelaySession {
    /// `None` while another process relays.
    pub async fn acquire(system_url: &SecretString, timeout: Duration) -> Result<Option<Self>> {
        let options: PgConnectOptions = system_url.expose_secret().parse().map_err(failed)?;
        let mut connection = open_session(options, "relay").await?;
        sqlx::query("SELECT set_config('statement_timeout', $1, false)")
            .bind(timeout.as_millis().to_string())
            .execute(&mut connection)
            .await
            .map_err(failed)?;
        let acquired: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
            .bind(RELAY_LOCK)
            .fetch_one(&mut connection)
            .await
            .map_err(failed)?;
        if acquired {
            return Ok(Some(Self { connection }));
        }
        connection.close().await.map_err(failed)?;
        Ok(None)
    }

    /// Gives committed events their positions: from here on their order is fixed. Returns how many.
    pub async fn number(&mut self, limit: i64) -> Result<u64> {
        let numbered = sqlx::query(
            "WITH waiting AS (
                 SELECT organization_id, event_id FROM outbox WHERE position IS NULL ORDER BY event_id LIMIT $1),
             placed AS (
                 SELECT organization_id, event_id, nextval('events_position') AS position
                 FROM (SELECT * FROM waiting ORDER BY event_id) AS ordered),
             logged AS (
                 UPDATE events e SET position = p.position FROM placed p
                 WHERE e.organization_id = p.organization_id AND e.id = p.event_id)
             UPDATE outbox o SET position = p.position FROM placed p
             WHERE o.organization_id = p.organization_id AND o.event_id = p.event_id",
        )
        .bind(limit)
        .execute(&mut self.connection)
        .await
        .map_err(failed)?;
        Ok(numbered.rows_affected())
    }

    /// The first numbered events, in order.
    pub async fn pending(&mut self, limit: i64) -> Result<Vec<Pending>> {
        sqlx::query_as(
            "SELECT o.position, o.organization_id, o.event_id, e.name, e.type, e.schema_version, e.payload, e.source,
                    e.traceparent, e.occurred_at
             FROM outbox o JOIN events e ON e.organization_id = o.organization_id AND e.id = o.event_id
             WHERE o.position IS NOT NULL ORDER BY o.position LIMIT $1",
        )
        .bind(limit)
        .fetch_all(&mut self.connection)
        .await
        .map_err(failed)
    }

    /// Forgets events that the broker has confirmed.
    pub async fn settle(&mut self, positions: &[i64]) -> Result<()> {
        sqlx::query("DELETE FROM outbox WHERE position = ANY($1)")
            .bind(positions)
            .execute(&mut self.connection)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// How many events wait, and for how long the oldest has.
    pub async fn lag(&mut self) -> Result<Lag> {
        let (events, seconds): (i64, f64) = sqlx::query_as(
            "SELECT count(*), coalesce(extract(epoch FROM now() - min(appended_at)), 0)::float8 FROM outbox",
        )
        .fetch_one(&mut self.connection)
        .await
        .map_err(failed)?;
        Ok(Lag { events, oldest: Duration::try_from_secs_f64(seconds).unwrap_or_default() })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    pub events: i64,
    pub oldest: Duration,
}
