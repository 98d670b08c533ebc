//! What a database error means to a consumer.

use bus::Disposition;

/// A database that is down spends no attempt; a row that can't be read now never will be.
pub fn disposition(error: &db::Error) -> Disposition {
    match error {
        db::Error::Unavailable(_) => Disposition::Unavailable,
        db::Error::Constraint { .. } | db::Error::Failed(_) => Disposition::Retry,
        db::Error::Row { .. } => Disposition::Reject,
    }
}
