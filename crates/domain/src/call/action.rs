//! What is done for a caller during a call, or is to be done after it.

use crate::string_enum::string_enum;

string_enum! {
    /// What kind of thing is done.
    pub enum ActionType {
        /// The caller is put through.
        Transfer = "transfer",
        /// A driver can't come to work.
        DriverCallout = "driver_callout",
        /// The caller is to be called back.
        CallbackScheduled = "callback_scheduled",
        /// The caller left a message.
        MessageTaken = "message_taken",
        /// An appointment is made, moved or given up.
        Booking = "booking",
        /// Anything else, known by its tool.
        Other = "other",
    }
}

/// What the tools do that do something of a known kind.
const TYPES: [(&str, ActionType); 7] = [
    ("transferCall", ActionType::Transfer),
    ("logDriverCallout", ActionType::DriverCallout),
    ("scheduleCallback", ActionType::CallbackScheduled),
    ("takeMessage", ActionType::MessageTaken),
    ("bookAppointment", ActionType::Booking),
    ("rescheduleAppointment", ActionType::Booking),
    ("cancelAppointment", ActionType::Booking),
];

impl ActionType {
    /// What a tool does, whether it was answered live or is found in a transcript.
    pub fn of_tool(name: &str) -> Self {
        let known = TYPES.iter().find(|(tool, _)| is_tool(name, tool));
        known.map_or(Self::Other, |(_, action_type)| *action_type)
    }
}

/// Whether a name that came is that of a tool: `book_appointment` is `bookAppointment` too.
pub fn is_tool(requested: &str, name: &str) -> bool {
    let letters = requested.chars().filter(|letter| !matches!(letter, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).eq(name.chars().flat_map(char::to_lowercase))
}

string_enum! {
    /// How far an action is.
    pub enum ActionStatus {
        Pending = "pending",
        Completed = "completed",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

string_enum! {
    /// Who recorded an action.
    pub enum ActionSource {
        /// A tool, while the caller waited.
        Live = "live",
        /// The transcript, after the call.
        Transcript = "transcript",
    }
}

string_enum! {
    /// How soon something matters.
    #[derive(Default)]
    pub enum Urgency {
        Low = "low",
        #[default]
        Normal = "normal",
        High = "high",
    }
}

string_enum! {
    /// Why a driver can't come to work.
    pub enum CalloutReason {
        Sick = "sick",
        Emergency = "emergency",
        VehicleIssue = "vehicle_issue",
        Personal = "personal",
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_known_by_its_name_however_it_is_joined() {
        for name in ["bookAppointment", "book_appointment", "BookAppointment", "book-appointment"] {
            assert!(is_tool(name, "bookAppointment"), "{name}");
            assert_eq!(ActionType::of_tool(name), ActionType::Booking, "{name}");
        }
        for name in ["", "bookAppointments", "book"] {
            assert!(!is_tool(name, "bookAppointment"), "{name}");
            assert_eq!(ActionType::of_tool(name), ActionType::Other, "{name}");
        }
    }
}
