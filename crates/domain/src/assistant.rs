//! Voice assistants.

use crate::{AssistantId, OrganizationId};

/// An organization's assistant, which Vapi runs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Assistant {
    pub id: AssistantId,
    pub organization_id: OrganizationId,
    pub vapi_assistant_id: String,
    pub name: String,
}
