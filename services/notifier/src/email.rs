//! Notifications by e-mail, through Resend.

use std::time::Duration;

use db::notifications::{Notification, NotificationOutcome};
use domain::{NotificationChannel, NotificationSettings};
use mail::{MailError, Resend};
use runtime::error_chain;
use url::Url;

use crate::channel::{Channel, Doubt};
use crate::delivery_log::Plan;
use crate::notice::{News, Notice};
use crate::text::EmailText;

/// 23 hours: Resend keeps an idempotency key for 24; one is left for a slow request and for clocks.
const KEY_IS_SURE_FOR: Duration = Duration::from_hours(23);

/// An account of Resend, and where people read of a call.
pub(crate) struct Email {
    pub(crate) resend: Resend,
    pub(crate) app_url: Url,
}

impl Channel for Email {
    const QUEUE: &'static str = "notifier.send-email";
    const CHANNEL: NotificationChannel = NotificationChannel::Email;
    const UNCONFIGURED: &'static str = "An organization wants e-mail, but RESEND_API_KEY is not set";
    const DOUBT: Doubt = Doubt::Repeat { within: KEY_IS_SURE_FOR };
    type Text = EmailText;

    fn recipients(_: &News, settings: NotificationSettings) -> Vec<String> {
        if settings.email.enabled { settings.email.addresses } else { Vec::new() }
    }

    fn text(&self, notice: &Notice, plan: &Plan) -> EmailText {
        notice.email(plan.timezone, plan.language, &self.app_url)
    }

    async fn send(&self, notification: &Notification, text: &EmailText) -> NotificationOutcome {
        let email = mail::Email {
            to: notification.recipient.clone(),
            subject: text.subject.clone(),
            text: text.text.clone(),
            html: None,
        };
        match self.resend.send(&email, &notification.id.to_string()).await {
            Ok(sent) => NotificationOutcome::Sent { provider_message_id: sent.id },
            Err(error) => unsent(&error),
        }
    }
}

fn unsent(failure: &MailError) -> NotificationOutcome {
    let error = error_chain(failure);
    match failure {
        // An earlier attempt was taken, in words that settings have changed since; its answer was lost.
        MailError::KeyReused => NotificationOutcome::Unknown { error },
        failure if failure.is_passing() => NotificationOutcome::Postponed { error },
        MailError::Failed(_) => NotificationOutcome::Failed { error },
    }
}
