//! What a member is in an organization.

use crate::string_enum::string_enum;

string_enum! {
    /// What a member is in an organization.
    pub enum MemberRole {
        Owner = "owner",
        Admin = "admin",
        Agent = "agent",
        Analyst = "analyst",
        Viewer = "viewer",
        Billing = "billing",
    }
}
