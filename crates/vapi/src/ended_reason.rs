//! Why a call ended: who caused it, and in words for people.
//!
//! `ended-reasons.tsv` has every reason that is known. What is not in it is read by its parts, as the list
//! has grown from 185 words to over 600 in two years and goes on growing.

mod rules;
mod table;

use domain::call::FaultOwner;
use domain::{CallRejection, Language};
use serde_json::Value;

/// Reasons for which a call is over to Vapi, as somebody else has it now.
const FORWARDED: [&str; 4] = [
    "assistant-forwarded-call",
    "assistant-request-returned-forwarding-phone-number",
    "call.ending.hook-executed-transfer",
    "call.ringing.hook-executed-transfer",
];

/// Who caused the end of a call, as far as the reason alone says it.
pub fn fault_owner(reason: &str) -> FaultOwner {
    table::of(reason).map_or_else(|| rules::owner(reason), |entry| entry.owner)
}

/// Whether who caused it depends on what we answered to the call's `assistant-request`: to Vapi every message
/// that we had spoken is an error.
pub fn depends_on_answer(reason: &str) -> bool {
    table::answered(reason).next().is_some()
}

/// Who caused the end of a call that our answer ended, which was a message to the caller. `None` if it was
/// another answer, or the reason does not depend on it.
pub fn fault_owner_of_answer(reason: &str, answer: &Value, because: CallRejection) -> Option<FaultOwner> {
    answer.get("error").filter(|words| words.is_string())?;
    table::answered(reason).find(|row| row.because == because).map(|row| row.entry.owner)
}

/// Whether the call was put through to somebody: nobody missed it.
pub fn is_forwarded(reason: &str) -> bool {
    FORWARDED.contains(&reason)
}

/// Why a call ended, for people; completes "Ended: …". A reason without words of its own is described by who
/// caused it, else it is Vapi's own word, made readable.
pub fn in_words(reason: &str, owner: Option<FaultOwner>, language: Language) -> String {
    let answered = table::answered(reason).find(|row| Some(row.entry.owner) == owner);
    if let Some(entry) = answered.map(|row| &row.entry).or_else(|| table::of(reason)) {
        return entry.words(language).to_owned();
    }
    let words = by_owner(owner.unwrap_or_else(|| fault_owner(reason)), language);
    words.map_or_else(|| reason.replace(['-', '.', '_'], " "), str::to_owned)
}

/// `None` where that says nothing.
fn by_owner(owner: FaultOwner, language: Language) -> Option<&'static str> {
    let (en, ru) = match owner {
        FaultOwner::Provider | FaultOwner::Tool | FaultOwner::Vapi => {
            ("a technical fault", "техническая неполадка")
        }
        FaultOwner::Telephony => ("a fault of the phone network", "неполадка телефонной сети"),
        FaultOwner::Account => ("the account with Vapi did not allow it", "ограничение аккаунта Vapi"),
        FaultOwner::Assistant => ("the assistant is not set up correctly", "ассистент настроен неверно"),
        FaultOwner::Nobody | FaultOwner::Caller | FaultOwner::Unknown => return None,
    };
    Some(match language {
        Language::En => en,
        Language::Ru => ru,
    })
}

#[cfg(test)]
mod tests;
