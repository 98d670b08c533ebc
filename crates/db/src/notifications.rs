//! The delivery log of notifications.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{CallId, NotificationId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::sql::{execute, row, rows};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Notification {
    pub id: NotificationId,
    /// `None` for what came without a call.
    pub call_id: Option<CallId>,
    pub kind: String,
    pub channel: String,
    pub recipient: String,
    pub state: String,
    pub attempts: i32,
    pub attempted_at: Option<DateTime<Utc>>,
    pub provider_message_id: Option<String>,
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
}

const COLUMNS: &str =
    "id, call_id, kind, channel, recipient, state, attempts, attempted_at, provider_message_id, error,
     created_at";

/// One recipient of one notification.
#[derive(Clone, Debug)]
pub struct Planned {
    pub id: NotificationId,
    pub call: Option<CallId>,
    /// What it is about: the call itself, or an action in it.
    pub subject: Uuid,
    pub kind: &'static str,
    pub channel: &'static str,
    pub recipient: String,
}

/// Adds a notification, unless the recipient has it already.
pub async fn plan(tx: &TenantTx, planned: &Planned) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO notifications (organization_id, id, call_id, subject_id, kind, channel, recipient)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization_id, subject_id, kind, channel, recipient) DO NOTHING",
        [
            tx.organization().0.into(),
            planned.id.0.into(),
            planned.call.map(|call| call.0).into(),
            planned.subject.into(),
            planned.kind.into(),
            planned.channel.into(),
            planned.recipient.as_str().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The notifications of one kind about one thing through one channel, in the order of their planning.
pub async fn about(tx: &TenantTx, subject: Uuid, kind: &str, channel: &str) -> Result<Vec<Notification>> {
    let about = format!(
        "SELECT {COLUMNS} FROM notifications WHERE subject_id = $1 AND kind = $2 AND channel = $3 ORDER BY id"
    );
    rows(tx.inner(), &about, [subject.into(), kind.into(), channel.into()]).await
}

/// A call's notifications of every kind and channel, in the order of their planning.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<Notification>> {
    let of_call = format!("SELECT {COLUMNS} FROM notifications WHERE call_id = $1 ORDER BY id");
    rows(tx.inner(), &of_call, [call.0.into()]).await
}

/// Begins an attempt at a pending notification; `None` when it is not pending, or someone else has begun.
pub async fn begin_attempt(tx: &TenantTx, id: NotificationId) -> Result<Option<Notification>> {
    let begin = format!(
        "UPDATE notifications SET state = 'sending', attempts = attempts + 1, attempted_at = now(), updated_at = now()
         WHERE id = $1 AND state = 'pending' RETURNING {COLUMNS}"
    );
    row(tx.inner(), &begin, [id.0.into()]).await
}

/// Takes over an attempt that began longer than `after` ago and has had no answer: nobody waits
/// for one any more.
pub async fn resume_attempt(
    tx: &TenantTx,
    id: NotificationId,
    after: Duration,
) -> Result<Option<Notification>> {
    let resume = format!(
        "UPDATE notifications SET attempts = attempts + 1, attempted_at = now(), updated_at = now()
         WHERE id = $1 AND state = 'sending' AND attempted_at < now() - make_interval(secs => $2) RETURNING {COLUMNS}"
    );
    row(tx.inner(), &resume, [id.0.into(), after.as_secs_f64().into()]).await
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotificationOutcome {
    Sent {
        provider_message_id: String,
    },
    /// The provider did not take it and may be asked again.
    Postponed {
        error: String,
    },
    /// The provider rejected it for good.
    Failed {
        error: String,
    },
    /// It may have been sent.
    Unknown {
        error: String,
    },
}

/// Ends an attempt; false when the notification is not being sent. An answer that comes after
/// all ends doubt too.
pub async fn settle(tx: &TenantTx, id: NotificationId, outcome: &NotificationOutcome) -> Result<bool> {
    let (state, provider_message_id, error) = match outcome {
        NotificationOutcome::Sent { provider_message_id } => {
            ("sent", Some(provider_message_id.as_str()), None)
        }
        NotificationOutcome::Postponed { error } => ("pending", None, Some(error.as_str())),
        NotificationOutcome::Failed { error } => ("failed", None, Some(error.as_str())),
        NotificationOutcome::Unknown { error } => ("unknown", None, Some(error.as_str())),
    };
    let settled = execute(
        tx.inner(),
        "UPDATE notifications SET state = $2, provider_message_id = $3, error = $4, updated_at = now()
         WHERE id = $1 AND (state = 'sending' OR (state = 'unknown' AND $2 = 'sent'))",
        [id.0.into(), state.into(), provider_message_id.into(), error.into()],
    )
    .await?;
    Ok(settled == 1)
}

/// Ends doubt with a message that the provider turns out to have; false when the message is another
/// notification's, or there is no doubt any more.
pub async fn settle_found(tx: &TenantTx, id: NotificationId, provider_message_id: &str) -> Result<bool> {
    // Notifications with the same text find the same messages: one at a time looks and takes.
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('notification ' || $1, 0))";
    execute(tx.inner(), lock, [provider_message_id.into()]).await?;
    let settled = execute(
        tx.inner(),
        "UPDATE notifications SET state = 'sent', provider_message_id = $2, error = NULL, updated_at = now()
         WHERE id = $1 AND state IN ('sending', 'unknown')
           AND NOT EXISTS (SELECT FROM notifications WHERE provider_message_id = $2)",
        [id.0.into(), provider_message_id.into()],
    )
    .await?;
    Ok(settled == 1)
}
