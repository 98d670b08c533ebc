//! Vapi's words for why a call ended, in ours.

use domain::Language;

/// Why a call ended. `fault_owner` is who caused it, in the words of `callflex.calls.v1.Call`.
pub(super) fn in_words(reason: &str, fault_owner: Option<&str>, language: Language) -> String {
    vapi::in_words(reason, fault_owner.and_then(|word| word.parse().ok()), language)
}
