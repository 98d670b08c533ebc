//! What a database error means to a consumer.

use bus::Disposition;

/// A database that is away is nobody's fault; a value that it refused will be refused again.
pub fn disposition(error: &db::Error) -> Disposition {
    match error {
        db::Error::Unavailable(_) => Disposition::Unavailable,
        db::Error::Constraint { .. } | db::Error::Failed(_) => Disposition::Retry,
        db::Error::Row { .. } => Disposition::Reject,
    }
}
