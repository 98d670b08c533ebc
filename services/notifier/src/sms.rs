//! Notifications by SMS, through Twilio.

use std::time::Duration;

use db::notifications::{Notification, NotificationOutcome};
use domain::{NotificationChannel, NotificationSettings};
use provider::Failure;
use runtime::error_chain;
use twilio::Twilio;

use crate::channel::{Channel, Doubt};
use crate::delivery_log::Plan;
use crate::notice::{News, Notice};

/// At most three tries of a message only to look for an SMS in doubt: with the usual ladder the third is 35 s
/// after the first, by when Twilio lists what it took. No later than the second rung of a ladder, so that
/// looking in vain never ends in a dead letter.
const LOOKING_TRIES: u32 = 3;

/// One minute: as much earlier than an attempt its message may seem to be, by Twilio's clock and ours.
const CLOCK_MARGIN: Duration = Duration::from_mins(1);

/// An account of Twilio, and the number that its messages come from.
pub(crate) struct Sms {
    pub(crate) twilio: Twilio,
    pub(crate) from: String,
}

impl Channel for Sms {
    const QUEUE: &'static str = "notifier.send-sms";
    const CHANNEL: NotificationChannel = NotificationChannel::Sms;
    const UNCONFIGURED: &'static str =
        "An organization wants SMS, but TWILIO_ACCOUNT_SID and the other settings of Twilio are not set";
    /// Twilio has no idempotency keys: sent again, a message might arrive twice.
    const DOUBT: Doubt = Doubt::LookUp { tries: LOOKING_TRIES };
    type Text = String;

    fn recipients(news: &News, settings: NotificationSettings) -> Vec<String> {
        let sms = settings.sms;
        if !sms.enabled {
            return Vec::new();
        }
        let to_dispatch = matches!(news, News::DriverCallout(_)) && !sms.dispatch_numbers.is_empty();
        let numbers = if to_dispatch { sms.dispatch_numbers } else { sms.numbers };
        numbers.into_iter().map(String::from).collect()
    }

    fn text(&self, notice: &Notice, plan: &Plan) -> String {
        notice.sms(plan.language)
    }

    async fn send(&self, notification: &Notification, text: &String) -> NotificationOutcome {
        match self.twilio.send_sms(&self.from, &notification.recipient, text).await {
            Ok(sent) => NotificationOutcome::Sent { provider_message_id: sent.sid },
            Err(failure) => unsent(&failure),
        }
    }

    async fn find(&self, notification: &Notification, text: &String) -> Result<Vec<String>, Failure> {
        let Some(attempted_at) = notification.attempted_at else { return Ok(Vec::new()) };
        let since = attempted_at - CLOCK_MARGIN;
        let found = self.twilio.find_sms(&notification.recipient, Some(&self.from), text, since).await?;
        Ok(found.into_iter().map(|sms| sms.sid).collect())
    }
}

fn unsent(failure: &Failure) -> NotificationOutcome {
    let error = error_chain(failure);
    if failure.is_in_doubt() {
        NotificationOutcome::Unknown { error }
    } else if failure.may_ask_another() {
        NotificationOutcome::Postponed { error }
    } else {
        NotificationOutcome::Failed { error }
    }
}
