//! A call, put together from what several sources report of it.

mod action;
mod assistant_seen;
mod attempts;
mod cost;
mod fault;
mod merge;
mod participants;
mod rebuild;
mod span;
mod status;
mod transcript;
mod transfer;

pub use action::{ActionSource, ActionStatus, ActionType, CalloutReason, Urgency, is_tool};
pub use assistant_seen::{AssistantSeen, MAX_ASSISTANTS};
pub use cost::CostItem;
pub use fault::{EndedReason, FaultOwner};
pub use merge::{
    Call, Change, Facts, Observation, Source, SourceRank, Stamp, Stamps, VapiCallId, VapiCallIdError,
};
pub use participants::{Participant, ParticipantKind};
pub use span::Span;
pub use status::{CallType, Status};
pub use transcript::{Role, ToolAction, Turn, tool_actions};
pub use transfer::{MAX_TRANSFERS, SentOn, Transfer, TransferOutcome, TransferTarget};
