//! Notifies people by e-mail.

use std::sync::Once;
use std::time::Duration;

use bus::{Handler, Received};
use db::Db;
use db::notifications::{Notification, NotificationOutcome};
use domain::OrganizationId;
use mail::{Email, MailError, Resend};
use runtime::{clock, error_chain};
use tracing::warn;
use url::Url;

use crate::delivery_log::{Channel, DeliveryLog, Open, OpenState};
use crate::error::NotifyError;
use crate::notice::Notice;
use crate::notifiable_event::NotifiableEvent;
use crate::round::{Progress, Round};
use crate::text::EmailText;

/// 23 hours: Resend keeps an idempotency key for 24; one is left for a slow request and for clocks.
const KEY_IS_SURE_FOR: Duration = Duration::from_hours(23);

pub(crate) struct SendEmail {
    log: DeliveryLog,
    resend: Option<Resend>,
    app_url: Url,
    begin_within: Duration,
    warned_unconfigured: Once,
}

impl SendEmail {
    pub(crate) fn new(db: Db, resend: Option<Resend>, app_url: Url, begin_within: Duration) -> Self {
        let log = DeliveryLog::new(db, Channel::Email);
        Self { log, resend, app_url, begin_within, warned_unconfigured: Once::new() }
    }
}

impl Handler for SendEmail {
    const NAME: &'static str = "notifier.email";
    type Message = NotifiableEvent;
    type Error = NotifyError;

    async fn handle(&self, received: Received<NotifiableEvent>) -> Result<(), NotifyError> {
        let Some(notice) = Notice::of(received.message)? else { return Ok(()) };
        let plan = self.log.plan(&notice).await?;
        let text = notice.email(plan.timezone, plan.language, &self.app_url);
        let mut round = Round::begin(self.begin_within);
        for open in &plan.open {
            let progress = if round.has_time() {
                self.advance(notice.organization, open, &text).await?
            } else {
                Progress::Later
            };
            round.note(progress);
        }
        round.finish()
    }

    async fn ready(&self) -> bool {
        self.log.is_ready().await
    }
}

impl SendEmail {
    async fn advance(
        &self,
        organization: OrganizationId,
        open: &Open,
        text: &EmailText,
    ) -> Result<Progress, NotifyError> {
        let notification = &open.notification;
        let begun = match open.state {
            OpenState::Pending => self.log.begin(organization, notification.id).await?,
            OpenState::Sending => self.log.resume(organization, notification.id).await?,
            OpenState::Unknown => return Ok(Progress::Done),
        };
        if !begun {
            return Ok(Progress::Later);
        }
        // Counted from before the first attempt, whichever that was.
        if notification.attempts > 0 && notification.created_at + KEY_IS_SURE_FOR < clock::now() {
            let error =
                "an earlier attempt may have been sent, and its idempotency key has run out".to_owned();
            self.log.settle(organization, notification, &NotificationOutcome::Unknown { error }).await?;
            return Ok(Progress::Done);
        }
        let (outcome, progress) = match &self.resend {
            Some(resend) => attempt(resend, notification, text).await,
            None => (self.unconfigured(), Progress::Done),
        };
        self.log.settle(organization, notification, &outcome).await?;
        Ok(progress)
    }

    fn unconfigured(&self) -> NotificationOutcome {
        self.warned_unconfigured.call_once(|| {
            warn!("An organization wants e-mail, but RESEND_API_KEY is not set");
        });
        NotificationOutcome::Failed { error: "email is not configured".to_owned() }
    }
}

async fn attempt(
    resend: &Resend,
    notification: &Notification,
    text: &EmailText,
) -> (NotificationOutcome, Progress) {
    let email = Email {
        to: notification.recipient.clone(),
        subject: text.subject.clone(),
        text: text.text.clone(),
        html: None,
    };
    match resend.send(&email, &notification.id.to_string()).await {
        Ok(sent) => (NotificationOutcome::Sent { provider_message_id: sent.id }, Progress::Done),
        Err(error) if error.is_passing() => {
            (NotificationOutcome::Postponed { error: error_chain(&error) }, Progress::Later)
        }
        // An earlier attempt was taken, in words that settings have changed since; its answer was lost.
        Err(error @ MailError::KeyReused) => {
            (NotificationOutcome::Unknown { error: error_chain(&error) }, Progress::Done)
        }
        Err(error) => (NotificationOutcome::Failed { error: error_chain(&error) }, Progress::Done),
    }
}
