//! What came of a transfer.

use chrono::{DateTime, Utc};
use contracts::work::TransferFailed;
use db::live_questions::{Question, UnsettledTransfer};
use db::{TenantTx, call_actions, live_questions};
use domain::QuestionOutcome;
use domain::call::ActionStatus;

use crate::SOURCE;
use crate::request::{Spoken, ToolRequest};
use crate::spoken::{self, AboutTransfer, SpokenLine};
use crate::transfer::Transfer;

/// The error of a transfer of which it is not known whether Vapi was asked for it.
const FORGOTTEN: &str = "nothing is known to have come of it";

impl Transfer {
    /// Vapi took the transfer.
    pub async fn done(&self, tx: &TenantTx) -> db::Result<()> {
        call_actions::settle(tx, self.action, ActionStatus::Completed, &self.say).await?;
        Ok(())
    }

    /// Vapi did not take it: the answer is `otherwise`. `error` is without personal data.
    pub async fn failed(&self, tx: &TenantTx, error: &str) -> db::Result<()> {
        let transfer = UnsettledTransfer {
            action: self.action,
            call: self.call,
            destination: self.destination.clone(),
            reason: self.reason.clone(),
            warm: self.warm,
        };
        let key = (self.vapi_call_id.as_str(), self.question_id.as_str());
        fail(tx, key, &transfer, (&self.otherwise, error)).await
    }
}

/// Fails the transfer that a question announced if nothing came of it by `before`; returns what is said then.
pub(crate) async fn fail_forgotten(
    tx: &TenantTx,
    question: &Question,
    before: DateTime<Utc>,
    say: impl FnOnce(&SpokenLine) -> String,
) -> db::Result<Option<Spoken>> {
    let Some(transfer) = live_questions::unsettled_transfer(tx, question, before).await? else {
        return Ok(None);
    };
    let otherwise = say(&AboutTransfer::Failed { to: transfer.destination.clone() }.into());
    let key = (question.vapi_call_id.as_str(), question.question_id.as_str());
    fail(tx, key, &transfer, (&otherwise, FORGOTTEN)).await?;
    Ok(Some(Spoken::Result(otherwise)))
}

/// Takes up the transfer that a question announced if nothing came of it by then: the process that was to ask
/// Vapi for it has died.
pub(crate) async fn take_up(
    tx: &TenantTx,
    request: &ToolRequest,
    question: &Question,
    (announced, before): (&Spoken, DateTime<Utc>),
) -> db::Result<Option<Transfer>> {
    let Some(transfer) = live_questions::unsettled_transfer(tx, question, before).await? else {
        return Ok(None);
    };
    let organization = &request.organization;
    let Some(number) = organization.settings.transfer_numbers.get(&transfer.destination) else {
        return Ok(None);
    };
    if !call_actions::begin_again(tx, transfer.action, request.asked_at, before).await? {
        return Ok(None);
    }
    let now = request.asked_at.with_timezone(&organization.timezone);
    let failed = AboutTransfer::Failed { to: transfer.destination.clone() }.into();
    Ok(Some(Transfer {
        action: transfer.action,
        destination: transfer.destination,
        number: number.number.clone(),
        extension: number.extension.clone(),
        warm: transfer.warm,
        reason: transfer.reason,
        say: announced.text().to_owned(),
        otherwise: spoken::say(&failed, now, request.language),
        organization: organization.id,
        call: transfer.call,
        vapi_call_id: question.vapi_call_id.clone(),
        question_id: question.question_id.clone(),
    }))
}

async fn fail(
    tx: &TenantTx,
    key: (&str, &str),
    transfer: &UnsettledTransfer,
    (otherwise, error): (&str, &str),
) -> db::Result<()> {
    if !call_actions::settle(tx, transfer.action, ActionStatus::Failed, otherwise).await? {
        return Ok(());
    }
    let answer = Spoken::Result(otherwise.to_owned()).to_json();
    live_questions::correct(tx, key, QuestionOutcome::Rejected, &answer).await?;
    let failed = TransferFailed {
        action_id: transfer.action.to_string(),
        call_id: transfer.call.map(|call| call.to_string()),
        destination: transfer.destination.clone(),
        error: error.to_owned(),
        ..TransferFailed::default()
    };
    outbox::append(tx, failed, SOURCE).await
}
