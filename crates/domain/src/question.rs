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
