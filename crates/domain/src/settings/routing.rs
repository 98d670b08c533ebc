//! Who takes a call that comes in without an assistant.

use serde::{Deserialize, Serialize};

use crate::PhoneNumber;

/// Asked in this order: known callers, closed hours, the line's own assistant, the fallback.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoutingSettings {
    pub callers: Vec<CallerRoute>,
    /// While the business is closed. Absent: as in business hours.
    pub closed: Option<Route>,
    /// When no assistant is known for the line.
    pub fallback: Option<Route>,
    /// What callers hear while the organization's plan is past due. Absent: a polite line of ours.
    pub past_due_message: Option<String>,
}

/// Callers who are taken elsewhere than others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallerRoute {
    pub numbers: Vec<PhoneNumber>,
    pub route: Route,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// By Vapi's id.
    Assistant(String),
    Transfer(PhoneNumber),
    /// Is said, and the call ends.
    Say(String),
}
