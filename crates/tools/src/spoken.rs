//! What is said to callers, in their language.

mod en;
mod line;
mod ru;

use chrono::DateTime;
use domain::{Language, Zone};

use self::line::cut;
pub(crate) use self::line::{
    AboutBooking, AboutTime, AboutTransfer, Appointment, Callback, Customer, Due, SpokenLine,
};

/// At most 600 characters, twenty seconds of speech: callers stop listening, and Vapi cuts longer answers.
pub const MAX_SPOKEN: usize = 600;

/// A line of at most `MAX_SPOKEN` characters.
pub(crate) fn say(line: &SpokenLine, now: DateTime<Zone>, language: Language) -> String {
    let said = match language {
        Language::En => en::say(line, now),
        Language::Ru => ru::say(line, now),
    };
    cut(&said, MAX_SPOKEN)
}

#[cfg(test)]
mod tests;
