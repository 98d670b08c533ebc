//! A call, put together from what several sources report of it.

mod action;
mod cost;
mod fault;
mod merge;
mod participants;
mod rebuild;
mod status;
mod transcript;

pub use action::{ActionSource, ActionStatus, ActionType, CalloutReason, Urgency, is_tool};
pub use cost::CostItem;
pub use fault::{EndedReason, FaultOwner};
pub use merge::{
    Call, Change, Facts, Observation, Source, SourceRank, Stamp, Stamps, VapiCallId, VapiCallIdError,
};
pub use participants::{Participant, ParticipantKind};
pub use status::{CallType, Status};
pub use transcript::{Role, ToolAction, Turn, tool_actions};
