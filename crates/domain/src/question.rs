//! Questions that a caller waits for.

use crate::string_enum::string_enum;

string_enum! {
    /// What came of a question that a caller waited for.
    pub enum QuestionOutcome {
        /// Done, and the answer says so.
        Answered = "answered",
        /// Not done: the arguments, the hours or the settings did not allow it, and the answer says so.
        Rejected = "refused",
        /// Not done: the deadline passed or something broke, and the caller heard the fallback.
        Missed = "missed",
    }
}

string_enum! {
    /// Why a call was not put through: the caller heard a message instead. The flight recorder has it as the
    /// `error` of the answer.
    pub enum CallRejection {
        /// The organization's plan does not take calls.
        Plan = "plan",
        /// Settings have this message for the caller's number.
        Caller = "caller",
        /// The business is closed.
        Closed = "closed",
        /// No assistant takes the calls of the line.
        NoAssistant = "no-assistant",
    }
}
