//! The rows of one channel's notifications: planned, begun, settled; each step with its event.

use std::time::Duration;

use chrono::{DateTime, Utc};
use contracts::notifications::{NotificationFailed, NotificationSent};
use db::notifications::{Notification, NotificationOutcome, Planned};
use db::{Db, TenantTx, notifications, organizations};
use domain::{
    Language, NotificationChannel, NotificationId, NotificationSettings, NotificationState, OrganizationId,
    Zone,
};
use runtime::clock;
use service::HandlerError;
use tracing::warn;

use crate::NAME;
use crate::notice::{News, Notice};

/// 10 seconds: Twilio and Resend answer within a second or two. One that takes longer may still do the work,
/// and to wait on would only keep the other recipients waiting too.
pub(crate) const PROVIDER_TIMEOUT: Duration = Duration::from_secs(10);

/// Twice `PROVIDER_TIMEOUT`: a request is over by then, and as much again is for the clocks of two machines
/// and a slow database.
pub(crate) const ATTEMPT_DEADLINE: Duration = PROVIDER_TIMEOUT.saturating_mul(2);

/// What is to be done about one thing through one channel.
pub(crate) struct Plan {
    pub(crate) timezone: Zone,
    pub(crate) language: Language,
    pub(crate) open: Vec<Open>,
}

/// A notification that is not done.
pub(crate) struct Open {
    pub(crate) notification: Notification,
    pub(crate) state: OpenState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenState {
    Pending,
    Sending,
    Unknown,
}

pub(crate) struct DeliveryLog {
    db: Db,
    channel: NotificationChannel,
}

impl DeliveryLog {
    pub(crate) fn new(db: Db, channel: NotificationChannel) -> Self {
        Self { db, channel }
    }

    /// Plans a notification for each recipient that has none yet, and lists what is not done.
    pub(crate) async fn plan(
        &self,
        notice: &Notice,
        recipients: fn(&News, NotificationSettings) -> Vec<String>,
    ) -> Result<Plan, HandlerError> {
        let tx = self.db.tenant(notice.organization).await?;
        let own = organizations::own(&tx).await?.ok_or(HandlerError::UnknownOrganization)?;
        let (kind, channel) = (notice.news.kind(), self.channel);
        for recipient in recipients(&notice.news, own.settings.notifications) {
            let id = NotificationId(clock::new_id());
            let (call, subject) = (notice.call, notice.subject);
            notifications::plan(&tx, Planned { id, call, subject, kind, channel, recipient }).await?;
        }
        let planned = notifications::about(&tx, notice.subject, kind, channel).await?;
        tx.commit().await?;

        let mut open = Vec::new();
        for notification in planned {
            if let Some(state) = OpenState::of(notification.state) {
                open.push(Open { notification, state });
            }
        }
        Ok(Plan { timezone: own.timezone, language: own.settings.language, open })
    }

    /// Begins an attempt, committed; false when someone else has begun.
    pub(crate) async fn begin(
        &self,
        organization: OrganizationId,
        id: NotificationId,
    ) -> Result<bool, HandlerError> {
        let tx = self.db.tenant(organization).await?;
        let begun = notifications::begin_attempt(&tx, id).await?;
        tx.commit().await?;
        Ok(begun.is_some())
    }

    /// Takes an attempt over that was cut off, committed; false when it may still be going on.
    pub(crate) async fn resume(
        &self,
        organization: OrganizationId,
        id: NotificationId,
    ) -> Result<bool, HandlerError> {
        let tx = self.db.tenant(organization).await?;
        let resumed = notifications::resume_attempt(&tx, id, ATTEMPT_DEADLINE).await?;
        tx.commit().await?;
        Ok(resumed.is_some())
    }

    /// Ends an attempt.
    pub(crate) async fn settle(
        &self,
        organization: OrganizationId,
        notification: &Notification,
        outcome: &NotificationOutcome,
    ) -> Result<(), HandlerError> {
        let tx = self.db.tenant(organization).await?;
        if notifications::settle(&tx, notification.id, outcome).await? {
            append_event(&tx, notification, outcome).await?;
        }
        tx.commit().await?;
        report(notification, outcome);
        Ok(())
    }

    /// Ends doubt with the first of the provider's messages that is no other notification's; false without one.
    pub(crate) async fn settle_found(
        &self,
        organization: OrganizationId,
        notification: &Notification,
        provider_message_ids: Vec<String>,
    ) -> Result<bool, HandlerError> {
        for provider_message_id in provider_message_ids {
            let tx = self.db.tenant(organization).await?;
            if notifications::settle_found(&tx, notification.id, &provider_message_id).await? {
                append_event(&tx, notification, &NotificationOutcome::Sent { provider_message_id }).await?;
                tx.commit().await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(crate) async fn is_ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}

impl Open {
    /// Whether its attempt began longer ago than `age`.
    pub(crate) fn is_older_than(&self, age: Duration, now: DateTime<Utc>) -> bool {
        self.notification.attempted_at.is_none_or(|at| at + age < now)
    }
}

impl OpenState {
    /// `None` for what is done.
    fn of(state: NotificationState) -> Option<Self> {
        match state {
            NotificationState::Pending => Some(Self::Pending),
            NotificationState::Sending => Some(Self::Sending),
            NotificationState::Unknown => Some(Self::Unknown),
            NotificationState::Sent | NotificationState::Failed => None,
        }
    }
}

async fn append_event(
    tx: &TenantTx,
    notification: &Notification,
    outcome: &NotificationOutcome,
) -> db::Result<()> {
    let call_id = notification.call_id.map(|call| call.to_string());
    let failed = |reason: &str, in_doubt| NotificationFailed {
        notification_id: notification.id.to_string(),
        call_id: call_id.clone(),
        channel: notification.channel.to_string(),
        in_doubt,
        reason: reason.to_owned(),
        ..NotificationFailed::default()
    };
    match outcome {
        NotificationOutcome::Sent { provider_message_id } => {
            let sent = NotificationSent {
                notification_id: notification.id.to_string(),
                call_id: call_id.clone(),
                channel: notification.channel.to_string(),
                provider_message_id: provider_message_id.clone(),
                ..NotificationSent::default()
            };
            outbox::append(tx, sent, NAME).await
        }
        NotificationOutcome::Failed { error } => outbox::append(tx, failed(error, false), NAME).await,
        NotificationOutcome::Unknown { error } => outbox::append(tx, failed(error, true), NAME).await,
        NotificationOutcome::Postponed { .. } => Ok(()),
    }
}

fn report(notification: &Notification, outcome: &NotificationOutcome) {
    let (error, what) = match outcome {
        NotificationOutcome::Sent { .. } => return,
        NotificationOutcome::Postponed { error } => (error, "Could not send a notification yet"),
        NotificationOutcome::Failed { error } => (error, "Could not send a notification"),
        NotificationOutcome::Unknown { error } => (error, "It is in doubt whether a notification was sent"),
    };
    warn!(notification.id = %notification.id, notification.channel = %notification.channel, error, "{what}");
}
