//! Where an organization stands with its plan.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanState {
    Trialing,
    #[default]
    Active,
    PastDue,
    Suspended,
}

impl PlanState {
    /// The state of a word in the database; `None` for an unknown one.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "trialing" => Some(Self::Trialing),
            "active" => Some(Self::Active),
            "past_due" => Some(Self::PastDue),
            "suspended" => Some(Self::Suspended),
            _ => None,
        }
    }

    /// Whether its calls are taken.
    pub fn takes_calls(self) -> bool {
        match self {
            Self::Trialing | Self::Active => true,
            Self::PastDue | Self::Suspended => false,
        }
    }
}
