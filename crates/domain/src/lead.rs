//! Contacts that may become business.

use crate::string_enum::string_enum;
use crate::{CallId, ContactId, LeadId};

/// A contact that may become business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Lead {
    pub id: LeadId,
    pub contact_id: ContactId,
    /// The call that opened it.
    pub call_id: CallId,
    pub state: LeadState,
}

string_enum! {
    /// What became of a lead. A contact has one open lead at most.
    pub enum LeadState {
        Open = "open",
        Won = "won",
        Lost = "lost",
    }
}
