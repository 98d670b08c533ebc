//! People and businesses at the other end of the line.

use chrono::{DateTime, Utc};

use crate::{ContactId, PhoneNumber};

/// Somebody who called, by their number.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Contact {
    pub id: ContactId,
    pub phone: PhoneNumber,
    pub name: Option<String>,
    /// As many calls as are linked to it, and the last of them: each is counted once, as it is linked.
    pub call_count: i32,
    pub last_called_at: Option<DateTime<Utc>>,
}
