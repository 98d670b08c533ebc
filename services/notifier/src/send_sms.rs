//! Notifies people by SMS, and settles doubt about it.

use std::sync::Once;
use std::time::Duration;

use bus::{Handler, Received};
use db::Db;
use db::notifications::{Notification, NotificationOutcome};
use domain::OrganizationId;
use runtime::{clock, error_chain};
use tracing::warn;
use twilio::{SmsError, Twilio};

use crate::delivery_log::{ATTEMPT_DEADLINE, Channel, DeliveryLog, Open, OpenState};
use crate::error::NotifyError;
use crate::notice::Notice;
use crate::notifiable_event::NotifiableEvent;
use crate::round::{Progress, Round};

/// At most three tries of a message only to look for an SMS in doubt: with the usual ladder the third is 35 s
/// after the first, by when Twilio lists what it took. No later than the second rung of a ladder, so that
/// looking in vain never ends in a dead letter.
const LAST_LOOKING_TRY: u32 = 3;

/// One minute: as much earlier than an attempt its message may seem to be, by Twilio's clock and ours.
const CLOCK_MARGIN: Duration = Duration::from_mins(1);

/// An account of Twilio, and the number that its messages come from.
pub(crate) struct SmsSender {
    pub(crate) twilio: Twilio,
    pub(crate) from: String,
}

pub(crate) struct SendSms {
    log: DeliveryLog,
    sender: Option<SmsSender>,
    begin_within: Duration,
    warned_unconfigured: Once,
}

/// One try of one message.
struct Try {
    organization: OrganizationId,
    text: String,
    number: u32,
}

impl SendSms {
    pub(crate) fn new(db: Db, sender: Option<SmsSender>, begin_within: Duration) -> Self {
        let log = DeliveryLog::new(db, Channel::Sms);
        Self { log, sender, begin_within, warned_unconfigured: Once::new() }
    }
}

impl Handler for SendSms {
    const NAME: &'static str = "notifier.sms";
    type Message = NotifiableEvent;
    type Error = NotifyError;

    async fn handle(&self, received: Received<NotifiableEvent>) -> Result<(), NotifyError> {
        let Some(notice) = Notice::of(received.message)? else { return Ok(()) };
        let plan = self.log.plan(&notice).await?;
        let text = notice.sms(plan.language);
        let this = Try { organization: notice.organization, text, number: received.attempt };
        let mut round = Round::begin(self.begin_within);
        for open in &plan.open {
            let progress = if round.has_time() { self.advance(&this, open).await? } else { Progress::Later };
            round.note(progress);
        }
        round.finish()
    }

    async fn ready(&self) -> bool {
        self.log.is_ready().await
    }
}

impl SendSms {
    async fn advance(&self, this: &Try, open: &Open) -> Result<Progress, NotifyError> {
        let notification = &open.notification;
        match open.state {
            OpenState::Pending => self.send(this, notification).await,
            OpenState::Sending if !open.is_older_than(ATTEMPT_DEADLINE, clock::now()) => Ok(Progress::Later),
            OpenState::Sending => {
                if self.find(this, notification).await? {
                    return Ok(Progress::Done);
                }
                let error = "the attempt was cut off before its answer was noted".to_owned();
                self.log
                    .settle(this.organization, notification, &NotificationOutcome::Unknown { error })
                    .await?;
                Ok(this.after_doubt())
            }
            OpenState::Unknown => {
                let found = self.find(this, notification).await?;
                Ok(if found { Progress::Done } else { this.after_doubt() })
            }
        }
    }

    async fn send(&self, this: &Try, notification: &Notification) -> Result<Progress, NotifyError> {
        if !self.log.begin(this.organization, notification.id).await? {
            return Ok(Progress::Later);
        }
        let (outcome, progress) = match &self.sender {
            Some(sender) => attempt(sender, this, notification).await,
            None => (self.unconfigured(), Progress::Done),
        };
        self.log.settle(this.organization, notification, &outcome).await?;
        Ok(progress)
    }

    fn unconfigured(&self) -> NotificationOutcome {
        self.warned_unconfigured.call_once(|| {
            warn!("An organization wants SMS, but TWILIO_ACCOUNT_SID and the other settings of Twilio are not set");
        });
        NotificationOutcome::Failed { error: "sms is not configured".to_owned() }
    }

    /// Looks at Twilio for the message of an attempt in doubt.
    async fn find(&self, this: &Try, notification: &Notification) -> Result<bool, NotifyError> {
        let (Some(sender), Some(attempted_at)) = (&self.sender, notification.attempted_at) else {
            return Ok(false);
        };
        let since = attempted_at - CLOCK_MARGIN;
        let sought = sender.twilio.find_sms(&notification.recipient, Some(&sender.from), &this.text, since);
        match sought.await {
            Ok(found) => {
                let sids = found.into_iter().map(|sms| sms.sid).collect();
                self.log.settle_found(this.organization, notification, sids).await
            }
            Err(error) => {
                let error = error_chain(&error);
                warn!(notification.id = %notification.id, error, "Could not ask Twilio about an SMS in doubt");
                Ok(false)
            }
        }
    }
}

impl Try {
    fn after_doubt(&self) -> Progress {
        if self.number < LAST_LOOKING_TRY { Progress::Later } else { Progress::Done }
    }
}

async fn attempt(
    sender: &SmsSender,
    this: &Try,
    notification: &Notification,
) -> (NotificationOutcome, Progress) {
    match sender.twilio.send_sms(&sender.from, &notification.recipient, &this.text).await {
        Ok(sent) => (NotificationOutcome::Sent { provider_message_id: sent.sid }, Progress::Done),
        Err(SmsError::NotSent(reason)) if reason.is_passing() => {
            (NotificationOutcome::Postponed { error: error_chain(&reason) }, Progress::Later)
        }
        Err(SmsError::NotSent(reason)) => {
            (NotificationOutcome::Failed { error: error_chain(&reason) }, Progress::Done)
        }
        Err(SmsError::InDoubt(reason)) => {
            (NotificationOutcome::Unknown { error: error_chain(&reason) }, this.after_doubt())
        }
    }
}
