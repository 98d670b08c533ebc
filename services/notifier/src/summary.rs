//! The text of a notification of a call. Pure.

mod email;
mod reason;
mod sms;
#[cfg(test)]
mod tests;

use crate::call::{EndedCall, Way};

pub(crate) use email::email;
pub(crate) use sms::sms;

/// Who called whom: the beginning of every text.
fn headline(call: &EndedCall) -> String {
    let number = call.customer_number.as_deref().unwrap_or("an unknown number");
    match (call.way, call.is_missed()) {
        (Way::Inbound, false) => format!("Call from {number}"),
        (Way::Inbound, true) => format!("Missed call from {number}"),
        (Way::Outbound, false) => format!("Call to {number}"),
        (Way::Outbound, true) => format!("Unanswered call to {number}"),
        (Way::Web, false) => "Web call".to_owned(),
        (Way::Web, true) => "Missed web call".to_owned(),
    }
}

/// `45 s`, `3 min`, `2 min 05 s`; `None` when nothing was said in no time.
fn duration(call: &EndedCall) -> Option<String> {
    match (call.seconds / 60, call.seconds % 60) {
        (0, 0) => None,
        (0, seconds) => Some(format!("{seconds} s")),
        (minutes, 0) => Some(format!("{minutes} min")),
        (minutes, seconds) => Some(format!("{minutes} min {seconds:02} s")),
    }
}

/// Why the call ended, for people.
fn ended(call: &EndedCall) -> Option<String> {
    call.ended_reason.as_deref().map(|reason| reason::in_words(reason, call.fault_owner.as_deref()))
}
