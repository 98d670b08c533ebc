//! What a conversation is made of.
//!
//! Words in braces are filled in from the call's own facts: `{name}`, `{day}`, `{time}`, `{number}`.

/// Whose assistant answers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Business {
    pub(crate) assistant_name: &'static str,
    pub(crate) prompt: &'static str,
    pub(crate) greeting: &'static str,
    /// What the assistant says first when it is the one who calls.
    pub(crate) outbound_greeting: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    ListAvailableSlots,
    BookAppointment,
    TakeMessage,
    TakeUrgentMessage,
    ScheduleCallback,
    LogDriverCallout,
    TransferCall,
    /// No server has it.
    VerifyInsurance,
}

/// What is said, or the tool that the assistant uses.
#[derive(Debug)]
pub(crate) enum ScenarioStep {
    Assistant(&'static str),
    Caller(&'static str),
    Tool(Tool),
}

/// A conversation after the greeting.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) business: &'static Business,
    pub(crate) steps: &'static [ScenarioStep],
    pub(crate) summary: &'static str,
}

/// All there is in one language.
pub(crate) struct Repertoire {
    pub(crate) scenarios: &'static [&'static Scenario; 8],
    pub(crate) outbound: &'static Scenario,
    pub(crate) voicemail: &'static Scenario,
    /// Questions and answers that make a conversation longer.
    pub(crate) small_talk: &'static [(&'static str, &'static str); 12],
    pub(crate) names: &'static [&'static str; 8],
    pub(crate) days: &'static [&'static str; 6],
    pub(crate) times: &'static [&'static str; 6],
    pub(crate) cut_short: &'static str,
    pub(crate) tools: fn(Tool) -> ToolWords,
}

/// What a tool of this language is asked with and what it answers.
#[derive(Clone, Copy)]
pub(crate) struct ToolWords {
    pub(crate) subject: &'static str,
    pub(crate) answer: &'static str,
}

impl Tool {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ListAvailableSlots => "listAvailableSlots",
            Self::BookAppointment => "bookAppointment",
            Self::TakeMessage | Self::TakeUrgentMessage => "takeMessage",
            Self::ScheduleCallback => "scheduleCallback",
            Self::LogDriverCallout => "logDriverCallout",
            Self::TransferCall => "transferCall",
            Self::VerifyInsurance => "verifyInsurance",
        }
    }

    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::ListAvailableSlots => "Looks up free slots on a day.",
            Self::BookAppointment => "Books an appointment for the caller.",
            Self::TakeMessage | Self::TakeUrgentMessage => "Takes a message for the team.",
            Self::ScheduleCallback => "Schedules a call back to the caller.",
            Self::LogDriverCallout => "Logs that a driver calls out of a shift.",
            Self::TransferCall => "Puts the caller through to a person.",
            Self::VerifyInsurance => "Asks an insurer whether the caller is covered.",
        }
    }
}
