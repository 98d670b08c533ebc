//! The delivery log of notifications.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{CallId, NotificationChannel, NotificationId, NotificationState};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::columns::{columns, names, select};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Notification {
    pub id: NotificationId,
    /// `None` for what came without a call.
    pub call_id: Option<CallId>,
    pub kind: String,
    pub channel: NotificationChannel,
    pub recipient: String,
    pub state: NotificationState,
    pub attempts: i32,
    pub attempted_at: Option<DateTime<Utc>>,
    pub provider_message_id: Option<String>,
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
}

columns!(
    Notification:
    id, call_id, kind, channel, recipient, state, attempts, attempted_at, provider_message_id, error,
    created_at
);

/// One recipient of one notification.
#[derive(Clone, Debug)]
pub struct Planned {
    pub id: NotificationId,
    pub call: Option<CallId>,
    /// What it is about: the call itself, or an action in it.
    pub subject: Uuid,
    pub kind: &'static str,
    pub channel: NotificationChannel,
    pub recipient: String,
}

columns!(Planned: id, call_id = call, subject_id = subject, kind, channel, recipient);

/// Adds a notification, unless the recipient has it already.
pub async fn plan(tx: &TenantTx, planned: Planned) -> Result<()> {
    let known = "ON CONFLICT (organization_id, subject_id, kind, channel, recipient) DO NOTHING";
    tx.insert("notifications", planned, known).await?;
    Ok(())
}

/// The notifications of one kind about one thing through one channel, in the order of their planning.
pub async fn about(
    tx: &TenantTx,
    subject: Uuid,
    kind: &str,
    channel: NotificationChannel,
) -> Result<Vec<Notification>> {
    let about = select::<Notification>(
        "FROM notifications
         WHERE organization_id = $1 AND subject_id = $2 AND kind = $3 AND channel = $4 ORDER BY id",
    );
    tx.rows(&about, [tx.organization().into(), subject.into(), kind.into(), channel.into()]).await
}

/// A call's notifications of every kind and channel, in the order of their planning.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<Notification>> {
    let of_call =
        select::<Notification>("FROM notifications WHERE organization_id = $1 AND call_id = $2 ORDER BY id");
    tx.rows(&of_call, [tx.organization().into(), call.into()]).await
}

/// Begins an attempt at a pending notification; `None` when it is not pending, or someone else has begun.
pub async fn begin_attempt(tx: &TenantTx, id: NotificationId) -> Result<Option<Notification>> {
    let begin = format!(
        "UPDATE notifications SET state = 'sending', attempts = attempts + 1, attempted_at = now(), updated_at = now()
         WHERE organization_id = $1 AND id = $2 AND state = 'pending' RETURNING {}",
        names::<Notification>()
    );
    tx.row(&begin, [tx.organization().into(), id.into()]).await
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
         WHERE organization_id = $1 AND id = $2 AND state = 'sending'
           AND attempted_at < now() - make_interval(secs => $3) RETURNING {}",
        names::<Notification>()
    );
    tx.row(&resume, [tx.organization().into(), id.into(), after.as_secs_f64().into()]).await
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
            (NotificationState::Sent, Some(provider_message_id.as_str()), None)
        }
        NotificationOutcome::Postponed { error } => (NotificationState::Pending, None, Some(error.as_str())),
        NotificationOutcome::Failed { error } => (NotificationState::Failed, None, Some(error.as_str())),
        NotificationOutcome::Unknown { error } => (NotificationState::Unknown, None, Some(error.as_str())),
    };
    let settle =
        "UPDATE notifications SET state = $3, provider_message_id = $4, error = $5, updated_at = now()
                  WHERE organization_id = $1 AND id = $2
                    AND (state = 'sending' OR (state = 'unknown' AND $3 = 'sent'))";
    let values =
        [tx.organization().into(), id.into(), state.into(), provider_message_id.into(), error.into()];
    Ok(tx.execute(settle, values).await? == 1)
}

/// Ends doubt with a message that the provider turns out to have; false when the message is another
/// notification's, or there is no doubt any more.
pub async fn settle_found(tx: &TenantTx, id: NotificationId, provider_message_id: &str) -> Result<bool> {
    // Notifications with the same text find the same messages: one at a time looks and takes.
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('notification ' || $1, 0))";
    tx.execute(lock, [provider_message_id.into()]).await?;
    let settle = "UPDATE notifications
                  SET state = 'sent', provider_message_id = $3, error = NULL, updated_at = now()
                  WHERE organization_id = $1 AND id = $2 AND state IN ('sending', 'unknown')
                    AND NOT EXISTS (SELECT FROM notifications
                                    WHERE organization_id = $1 AND provider_message_id = $3)";
    let values = [tx.organization().into(), id.into(), provider_message_id.into()];
    Ok(tx.execute(settle, values).await? == 1)
}
