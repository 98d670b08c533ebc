//! A message that a caller waits on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::call::VapiCallId;
use domain::{Language, OrganizationId, WebhookId};
use vapi::Envelope;

use super::routing_table::Switchboard;
use crate::admission::Room;
use crate::snapshot::Snapshot;

/// A verified message that asks something.
pub(crate) struct Question {
    pub(crate) id: WebhookId,
    /// `None` while the message is in quarantine: nothing may be done for any organization then.
    pub(crate) organization: Option<OrganizationId>,
    pub(crate) envelope: Envelope,
    pub(crate) body: Bytes,
    /// When the request began to be read.
    pub(crate) received: Instant,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) trace_id: Option<String>,
    pub(crate) verify: Duration,
    pub(crate) parse: Duration,
    pub(crate) known: Arc<Snapshot>,
    /// Held until the last of its tasks ends: until then its body is in memory.
    #[expect(dead_code, reason = "it is held, not read")]
    pub(crate) room: Arc<Room>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    ToolCalls,
    FunctionCall,
    AssistantRequest,
    TransferDestination,
    HandoffDestination,
    /// Asks for what CallFlex does not do.
    Unsupported(UnsupportedKind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnsupportedKind {
    KnowledgeBase,
    CampaignPredial,
    Endpointing,
}

impl Kind {
    /// `None` for a message that asks nothing. `voice-request` is passed over too: its answer would be sound.
    pub(crate) fn of(envelope: &Envelope) -> Option<Self> {
        if envelope.is_function_call {
            return Some(Self::FunctionCall);
        }
        Some(match envelope.kind.as_str() {
            "tool-calls" => Self::ToolCalls,
            "assistant-request" => Self::AssistantRequest,
            "transfer-destination-request" => Self::TransferDestination,
            "handoff-destination-request" => Self::HandoffDestination,
            "knowledge-base-request" => Self::Unsupported(UnsupportedKind::KnowledgeBase),
            "campaign.predial" => Self::Unsupported(UnsupportedKind::CampaignPredial),
            "call.endpointing.request" => Self::Unsupported(UnsupportedKind::Endpointing),
            _ => return None,
        })
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ToolCalls => "tool-calls",
            Self::FunctionCall => "function-call",
            Self::AssistantRequest => db::assistant_requests::KIND,
            Self::TransferDestination => "transfer-destination-request",
            Self::HandoffDestination => "handoff-destination-request",
            Self::Unsupported(UnsupportedKind::KnowledgeBase) => "knowledge-base-request",
            Self::Unsupported(UnsupportedKind::CampaignPredial) => "campaign.predial",
            Self::Unsupported(UnsupportedKind::Endpointing) => "call.endpointing.request",
        }
    }
}

impl Question {
    /// What is known of its organization.
    pub(crate) fn switchboard(&self) -> Option<Arc<Switchboard>> {
        self.known.routing.of(self.organization?)
    }

    /// The assistant's own language, else the organization's.
    pub(crate) fn language(&self) -> Language {
        let spoken = self.envelope.language.as_deref().and_then(Language::of_tag);
        let settled = || self.switchboard().map(|board| board.organization.settings.language);
        spoken.or_else(settled).unwrap_or_default()
    }

    /// The call it is about, for the flight recorder: empty where the message has none, or a malformed one.
    pub(crate) fn call(&self) -> String {
        let id = self.envelope.call_id.as_deref().and_then(|id| VapiCallId::parse(id).ok());
        id.map(|id| id.as_str().to_owned()).unwrap_or_default()
    }
}
