//! Who caused the end of a call that our own answer ended.
//!
//! Vapi reports every message that it spoke for us in place of an assistant as an error. Whether it was one is
//! known from the flight recorder: asked only for these few calls.

use db::live_questions::LiveQuestion;
use db::{TenantTx, assistant_requests};
use domain::call::{EndedReason, FaultOwner, Observation};
use domain::{CallRejection, QuestionOutcome};

/// Attributes the end that was seen by what we answered, where it depends on that. The flight recorder is
/// kept for a time only: after that it stays as it is `known`.
pub(crate) async fn attribute(
    tx: &TenantTx,
    seen: &mut Observation,
    known: Option<&EndedReason>,
) -> db::Result<()> {
    let Some(ended) = &mut seen.facts.ended_reason else { return Ok(()) };
    if !vapi::depends_on_answer(&ended.reason) {
        return Ok(());
    }
    let owner = match assistant_requests::last_of(tx, &seen.vapi_call_id).await? {
        Some(question) => owner_by(&question, &ended.reason),
        None => known.filter(|known| known.reason == ended.reason).map(|known| known.owner),
    };
    if let Some(owner) = owner {
        ended.owner = owner;
    }
    Ok(())
}

/// `None` where nothing was answered on purpose. What was recorded without why is taken for closed hours, as
/// most of it is.
fn owner_by(question: &LiveQuestion, reason: &str) -> Option<FaultOwner> {
    if question.outcome == QuestionOutcome::Missed {
        return None;
    }
    let because = match &question.error {
        Some(word) => word.parse().ok()?,
        None => CallRejection::Closed,
    };
    vapi::fault_owner_of_answer(reason, question.answer.as_ref()?, because)
}
