//! What a member is in an organization.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MemberRole {
    Owner,
    Admin,
    Agent,
    Analyst,
    Viewer,
    Billing,
}

const ROLES: [(MemberRole, &str); 6] = [
    (MemberRole::Owner, "owner"),
    (MemberRole::Admin, "admin"),
    (MemberRole::Agent, "agent"),
    (MemberRole::Analyst, "analyst"),
    (MemberRole::Viewer, "viewer"),
    (MemberRole::Billing, "billing"),
];

impl MemberRole {
    pub(crate) fn reads_calls(self) -> bool {
        match self {
            Self::Owner | Self::Admin | Self::Agent | Self::Analyst | Self::Viewer => true,
            Self::Billing => false,
        }
    }

    /// The archive has everything as it came, for those who set the connections up.
    pub(crate) fn reads_webhooks(self) -> bool {
        match self {
            Self::Owner | Self::Admin => true,
            Self::Agent | Self::Analyst | Self::Viewer | Self::Billing => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the role of a member")]
pub(crate) struct ParseRoleError;

impl FromStr for MemberRole {
    type Err = ParseRoleError;

    fn from_str(word: &str) -> Result<Self, ParseRoleError> {
        ROLES.iter().find(|(_, known)| *known == word).map(|(role, _)| *role).ok_or(ParseRoleError)
    }
}
