//! Why a call ended, and who caused it.

use crate::string_enum::string_enum;

/// Vapi's word for the end of a call, with the one who caused it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EndedReason {
    pub reason: String,
    pub owner: FaultOwner,
}

string_enum! {
    /// Who has to act for this not to happen again.
    pub enum FaultOwner {
        /// The call ended as calls do.
        Nobody = "none",
        /// The person at the other end: did not answer, was busy, fell silent, gave up.
        Caller = "caller",
        /// The assistant's configuration or prompt.
        Assistant = "assistant",
        /// A tool or server of ours that Vapi asked and got no good answer from.
        Tool = "tool",
        /// The account, with Vapi, a provider or us: limits, credits, keys, the plan.
        Account = "account",
        /// Vapi's own platform. Such calls are typically not charged.
        Vapi = "vapi",
        /// A model, voice or transcriber provider behind Vapi.
        Provider = "provider",
        /// The phone network or the carrier.
        Telephony = "telephony",
        /// A reason that says nothing of its cause.
        Unknown = "unknown",
    }
}
