//! What of the archive is over, of all organizations. The retention role may delete it and not read it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{FromQueryResult, Value};

use crate::{Error, Result, RetentionTx};

/// Of the advisory lock of whoever deletes: any number that nothing else here uses.
const RETENTION_LOCK: i64 = 0x0043_4652_4554_4149;

/// Takes the right to delete, for as long as the transaction lasts; false while another process has it.
pub async fn take_turn(tx: &RetentionTx) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Turn {
        taken: bool,
    }
    let take = "SELECT pg_try_advisory_xact_lock($1) AS taken";
    Ok(tx.row::<Turn>(take, [RETENTION_LOCK.into()]).await?.is_some_and(|turn| turn.taken))
}

/// The days of the archive that began before a moment, the oldest first.
pub async fn days(tx: &RetentionTx, before: DateTime<Utc>) -> Result<Vec<NaiveDate>> {
    #[derive(FromQueryResult)]
    struct Day {
        day: NaiveDate,
    }
    let days = "SELECT day FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid,
                    to_date(right(c.relname, 10), 'YYYY_MM_DD') AS day
                WHERE inhparent = 'webhook_events'::regclass AND day <= $1 ORDER BY day";
    // A day of the archive is one of UTC. The one that begins at that very moment began no earlier.
    let last = (before - TimeDelta::microseconds(1)).date_naive();
    let found = tx.rows::<Day>(days, [last.into()]).await?;
    Ok(found.into_iter().map(|found| found.day).collect())
}

/// Deletes noise of a day that was received before a moment, at most `at_most` rows; returns how many.
pub async fn delete_noise(
    tx: &RetentionTx,
    day: NaiveDate,
    before: DateTime<Utc>,
    at_most: i32,
) -> Result<i64> {
    let delete = "SELECT delete_webhook_noise($1, $2, $3) AS count";
    count(tx, delete, [day.into(), before.into(), at_most.into()]).await
}

/// Deletes noise from quarantine as [`delete_quarantined`] deletes anything.
pub async fn delete_quarantined_noise(tx: &RetentionTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    let delete = "SELECT delete_webhook_quarantine_noise($1, $2) AS count";
    count(tx, delete, [before.into(), at_most.into()]).await
}

/// Deletes outcomes of webhooks that were recorded before a moment, at most `at_most` rows; returns how many.
pub async fn delete_outcomes(tx: &RetentionTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_webhook_outcomes($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Deletes from quarantine what was received and, where it was, released before a moment, at
/// most `at_most` rows; returns how many.
pub async fn delete_quarantined(tx: &RetentionTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_webhook_quarantine($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Deletes live questions that were asked before a moment, at most `at_most` rows; returns how many.
pub async fn delete_questions(tx: &RetentionTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT delete_live_questions($1, $2) AS count", [before.into(), at_most.into()]).await
}

/// Drops the days that ended before a moment and hold nothing archived since, at most
/// `at_most`; returns how many.
pub async fn drop_days(tx: &RetentionTx, before: DateTime<Utc>, at_most: i32) -> Result<i64> {
    count(tx, "SELECT drop_webhook_events_days($1, $2) AS count", [before.into(), at_most.into()]).await
}

async fn count<const N: usize>(tx: &RetentionTx, sql: &str, values: [Value; N]) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        count: i64,
    }
    let counted: Option<Count> = tx.row(sql, values).await?;
    counted.map(|counted| counted.count).ok_or_else(|| Error::unreadable("webhook_events", "count"))
}
