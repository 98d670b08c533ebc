//! Where an organization stands with its plan.

use crate::string_enum::string_enum;

string_enum! {
    /// Where an organization stands with its plan.
    #[derive(Default)]
    pub enum PlanState {
        Trialing = "trialing",
        #[default]
        Active = "active",
        PastDue = "past_due",
        Suspended = "suspended",
    }
}

impl PlanState {
    /// Whether its calls are taken.
    pub fn takes_calls(self) -> bool {
        match self {
            Self::Trialing | Self::Active => true,
            Self::PastDue | Self::Suspended => false,
        }
    }
}
