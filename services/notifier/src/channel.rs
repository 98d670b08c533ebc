//! What one channel knows that the others don't: who gets it, what is sent, and how doubt about it ends.

use std::time::Duration;

use db::notifications::{Notification, NotificationOutcome};
use domain::{NotificationChannel, NotificationSettings};
use provider::Failure;

use crate::delivery_log::Plan;
use crate::notice::{News, Notice};

pub(crate) trait Channel: Send + Sync + 'static {
    /// The queue that its notifications are made from.
    const QUEUE: &'static str;
    const CHANNEL: NotificationChannel;
    /// Logged once, when an organization wants what can't be sent.
    const UNCONFIGURED: &'static str;
    const DOUBT: Doubt;
    /// What every recipient gets.
    type Text: Send + Sync;

    fn recipients(news: &News, settings: NotificationSettings) -> Vec<String>;

    fn text(&self, notice: &Notice, plan: &Plan) -> Self::Text;

    fn send(
        &self,
        notification: &Notification,
        text: &Self::Text,
    ) -> impl Future<Output = NotificationOutcome> + Send;

    /// Asks the provider for messages that an attempt in doubt may have sent, by their ids; asked where doubt
    /// is looked up.
    fn find(
        &self,
        _: &Notification,
        _: &Self::Text,
    ) -> impl Future<Output = Result<Vec<String>, Failure>> + Send {
        async { Ok(Vec::new()) }
    }
}

/// How doubt ends when an attempt may have been sent.
#[derive(Clone, Copy)]
pub(crate) enum Doubt {
    /// By sending again, which the provider knows for a repeat within this time of the first attempt.
    Repeat { within: Duration },
    /// By looking for it at the provider, on the first tries of the message. Never by sending again.
    LookUp { tries: u32 },
}
