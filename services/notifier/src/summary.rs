//! The text of a notification of a call. Pure.

mod email;
mod reason;
mod sms;
#[cfg(test)]
mod tests;
mod words;

use domain::Language;

use crate::call::{EndedCall, Way};
use crate::text::fact;

use self::words::Words;

pub(crate) use email::email;
pub(crate) use sms::sms;

/// Who called whom: the beginning of every text.
fn headline(call: &EndedCall, words: &Words) -> String {
    let headline = match (call.way, call.is_missed()) {
        (Way::Inbound, false) => &words.call_from,
        (Way::Inbound, true) => &words.missed_call_from,
        (Way::Outbound, false) => &words.call_to,
        (Way::Outbound, true) => &words.unanswered_call_to,
        (Way::Web, false) => return words.web_call.to_owned(),
        (Way::Web, true) => return words.missed_web_call.to_owned(),
    };
    let number = call.customer_number.as_deref().map(fact).filter(|number| !number.is_empty());
    match number {
        Some(number) => format!("{} {number}", headline.before_number),
        None => headline.without_number.to_owned(),
    }
}

/// `45 s`, `3 min`, `2 min 05 s`; `None` when it is unknown, or nothing was said in no time.
fn duration(call: &EndedCall, words: &Words) -> Option<String> {
    let all_seconds = seconds(call)?;
    let (min, s) = (words.minutes, words.seconds);
    Some(match (all_seconds / 60, all_seconds % 60) {
        (0, seconds) => format!("{seconds} {s}"),
        (minutes, 0) => format!("{minutes} {min}"),
        (minutes, seconds) => format!("{minutes} {min} {seconds:02} {s}"),
    })
}

fn seconds(call: &EndedCall) -> Option<u32> {
    call.seconds.filter(|seconds| *seconds > 0)
}

/// Why the call ended, for people.
fn ended(call: &EndedCall, language: Language) -> Option<String> {
    let reason = call.ended_reason.as_deref()?;
    Some(reason::in_words(reason, call.fault_owner.as_deref(), language))
}
