//! What of the archive is over, of all organizations. The system role may delete it and not read it.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, Value};

use crate::sql::row;
use crate::{Error, Result, SystemTx};

/// Of the advisory lock of whoever deletes: any number that nothing else here uses.
const RETENTION_LOCK: i64 = 0x0043_4652_4554_4149;

/// Takes the right to delete, for as long as the transaction lasts; false while another process has it.
pub async fn take_turn(tx: &SystemTx) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Turn {
        taken: bool,
    }
    let take = "SELECT pg_try_advisory_xact_lock($1) AS taken";
    Ok(row::<Turn>(tx.inner(), take, [RETENTION_LOCK.into()]).await?.is_some_and(|turn| turn.taken))
}

/// Deletes noise that was received before a moment, so many rows at most; says how many.
pub async fn delete_noise(tx: &SystemTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_webhook_noise($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Deletes what was said to have come of webhooks before a moment, so many rows at most; says how many.
pub async fn delete_outcomes(tx: &SystemTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_webhook_outcomes($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Deletes from quarantine what was received and, where it was, released before a moment, so many at most; says how many.
pub async fn delete_quarantined(tx: &SystemTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_webhook_quarantine($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Deletes live questions that were asked before a moment, so many at most; says how many.
pub async fn delete_questions(tx: &SystemTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_live_questions($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Drops the days that ended before a moment and hold nothing archived since, so many at most; says how many.
pub async fn drop_days(tx: &SystemTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT drop_webhook_events_days($1, $2) AS count", [before.into(), at_most.into()]).await
}

async fn count(tx: &SystemTx, sql: &str, values: [Value; 2]) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        count: i64,
    }
    let counted: Option<Count> = row(tx.inner(), sql, values).await?;
    counted.map(|counted| counted.count).ok_or(Error::Row { table: "webhook_events", column: "count" })
}
