//! Which dead letter is which.

use bus::DeadLetter;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What identifies a dead letter, should it be retried and fail again.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DeadLetterKey {
    queue: String,
    message: Option<Uuid>,
    failed_at: Option<DateTime<Utc>>,
}

impl DeadLetterKey {
    pub(crate) fn of(letter: &DeadLetter) -> Self {
        Self { queue: letter.queue.clone(), message: letter.message_id, failed_at: letter.failed_at }
    }
}
