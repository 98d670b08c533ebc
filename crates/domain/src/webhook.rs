//! What is known of a webhook beside its content.

use crate::string_enum::string_enum;

string_enum! {
    /// What came of a webhook.
    pub enum WebhookOutcome {
        /// Something is on record that was not before.
        Recorded = "recorded",
        /// It was on record already.
        Unchanged = "unchanged",
        /// It has nothing that the handler records.
        Ignored = "ignored",
        /// It is about a call, and names none.
        Unreadable = "unreadable",
    }
}

string_enum! {
    /// Why a message about a call can't be read as one.
    pub enum UnreadableReason {
        /// Neither a call nor anything else is named.
        NoCallId = "no_call_id",
        /// What is named as its call has an id that no call has.
        MalformedCallId = "malformed_call_id",
        /// It is of a chat.
        Chat = "chat",
        /// It is of a session.
        Session = "session",
    }
}

string_enum! {
    /// Why a verified webhook is unassigned.
    pub enum QuarantineReason {
        /// What it names belongs to no organization.
        Unknown = "unknown",
        /// What it names, or the secret it came with, belongs to several organizations.
        Contradictory = "contradictory",
    }
}

string_enum! {
    /// How the webhooks of an integration are verified.
    pub enum IntegrationScheme {
        /// Signed as standardwebhooks.com has it.
        StandardWebhooks = "standard-webhooks",
        /// The secret itself, in `x-webhook-secret` or as a bearer token.
        SharedSecret = "shared-secret",
    }
}
