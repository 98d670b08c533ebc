//! Notifies people through one channel, each once, and settles doubt about it.

use std::sync::Once;
use std::time::Duration;

use bus::{Handler, Received};
use db::Db;
use db::notifications::{Notification, NotificationOutcome};
use domain::OrganizationId;
use runtime::{clock, error_chain};
use service::HandlerError;
use tracing::warn;

use crate::channel::{Channel, Doubt};
use crate::delivery_log::{ATTEMPT_DEADLINE, DeliveryLog, Open, OpenState};
use crate::notice::Notice;
use crate::notifiable_event::NotifiableEvent;
use crate::round::{Progress, Round};

pub(crate) struct Deliver<C> {
    log: DeliveryLog,
    /// `None` where it is not configured.
    channel: Option<C>,
    begin_within: Duration,
    warned_unconfigured: Once,
}

/// One try of one message.
struct Try<'a, C: Channel> {
    organization: OrganizationId,
    number: u32,
    /// What is sent, and by whom.
    sender: Option<(&'a C, C::Text)>,
}

impl<C: Channel> Deliver<C> {
    pub(crate) fn new(db: Db, channel: Option<C>, begin_within: Duration) -> Self {
        let log = DeliveryLog::new(db, C::CHANNEL);
        Self { log, channel, begin_within, warned_unconfigured: Once::new() }
    }
}

impl<C: Channel> Handler for Deliver<C> {
    const NAME: &'static str = C::QUEUE;
    type Message = NotifiableEvent;
    type Error = HandlerError;

    async fn handle(&self, received: Received<NotifiableEvent>) -> Result<(), HandlerError> {
        let organization = service::organization(&received)?;
        let Some(notice) = Notice::of(organization, received.message)? else { return Ok(()) };
        let plan = self.log.plan(&notice, C::recipients).await?;
        let sender = self.channel.as_ref().map(|channel| (channel, channel.text(&notice, &plan)));
        let this = Try { organization, number: received.attempt, sender };
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

impl<C: Channel> Deliver<C> {
    async fn advance(&self, this: &Try<'_, C>, open: &Open) -> Result<Progress, HandlerError> {
        let (organization, id) = (this.organization, open.notification.id);
        let begun = match (open.state, C::DOUBT) {
            (OpenState::Pending, _) => self.log.begin(organization, id).await?,
            (OpenState::Sending, Doubt::Repeat { .. }) => self.log.resume(organization, id).await?,
            (OpenState::Sending, Doubt::LookUp { .. })
                if !open.is_older_than(ATTEMPT_DEADLINE, clock::now()) =>
            {
                false
            }
            (OpenState::Sending | OpenState::Unknown, Doubt::LookUp { .. }) => {
                return self.look_up(this, open).await;
            }
            (OpenState::Unknown, Doubt::Repeat { .. }) => return Ok(Progress::Done),
        };
        if begun { self.attempt(this, &open.notification).await } else { Ok(Progress::Later) }
    }

    async fn attempt(
        &self,
        this: &Try<'_, C>,
        notification: &Notification,
    ) -> Result<Progress, HandlerError> {
        let outcome = if is_repeat_unsure::<C>(notification) {
            let error =
                "an earlier attempt may have been sent, and its idempotency key has run out".to_owned();
            NotificationOutcome::Unknown { error }
        } else if let Some((channel, text)) = &this.sender {
            channel.send(notification, text).await
        } else {
            self.unconfigured()
        };
        self.log.settle(this.organization, notification, &outcome).await?;
        Ok(match outcome {
            NotificationOutcome::Sent { .. } | NotificationOutcome::Failed { .. } => Progress::Done,
            NotificationOutcome::Postponed { .. } => Progress::Later,
            NotificationOutcome::Unknown { .. } => this.after_doubt(),
        })
    }

    fn unconfigured(&self) -> NotificationOutcome {
        self.warned_unconfigured.call_once(|| warn!("{}", C::UNCONFIGURED));
        NotificationOutcome::Failed { error: format!("{} is not configured", C::CHANNEL) }
    }

    async fn look_up(&self, this: &Try<'_, C>, open: &Open) -> Result<Progress, HandlerError> {
        let notification = &open.notification;
        if self.find(this, notification).await? {
            return Ok(Progress::Done);
        }
        if open.state == OpenState::Sending {
            let error = "the attempt was cut off before its answer was noted".to_owned();
            let unknown = NotificationOutcome::Unknown { error };
            self.log.settle(this.organization, notification, &unknown).await?;
        }
        Ok(this.after_doubt())
    }

    /// Whether the provider turns out to have sent it.
    async fn find(&self, this: &Try<'_, C>, notification: &Notification) -> Result<bool, HandlerError> {
        let Some((channel, text)) = &this.sender else { return Ok(false) };
        match channel.find(notification, text).await {
            Ok(found) => self.log.settle_found(this.organization, notification, found).await,
            Err(failure) => {
                let error = error_chain(&failure);
                warn!(
                    notification.id = %notification.id, notification.channel = %notification.channel, error,
                    "Could not look for a notification in doubt"
                );
                Ok(false)
            }
        }
    }
}

impl<C: Channel> Try<'_, C> {
    fn after_doubt(&self) -> Progress {
        match C::DOUBT {
            Doubt::LookUp { tries } if self.number < tries => Progress::Later,
            Doubt::LookUp { .. } | Doubt::Repeat { .. } => Progress::Done,
        }
    }
}

/// Whether the provider may no longer know a repeat. Counted from before the first attempt, whichever that was.
fn is_repeat_unsure<C: Channel>(notification: &Notification) -> bool {
    match C::DOUBT {
        Doubt::Repeat { within } => {
            notification.attempts > 0 && notification.created_at + within < clock::now()
        }
        Doubt::LookUp { .. } => false,
    }
}
