//! Who takes a call that comes in without an assistant. Decided from memory alone.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use db::prompt_trials::{Arm, RunningTrial};
use domain::{Language, PhoneNumber, Route, TrialId};
use vapi::Envelope;

use super::routing_table::Switchboard;
use super::spoken;

/// A call as it comes in.
pub(crate) struct Incoming<'a> {
    pub(crate) envelope: &'a Envelope,
    /// `None` where it is hidden or malformed.
    pub(crate) caller: Option<&'a PhoneNumber>,
    /// What the arms of a trial are drawn by: Vapi's id of the call.
    pub(crate) call: &'a str,
    pub(crate) language: Language,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Decision<'a> {
    /// By Vapi's id.
    Assistant(&'a str),
    Arm {
        trial: TrialId,
        arm: &'a Arm,
    },
    Transfer(&'a PhoneNumber),
    /// Spoken, then the call ends.
    Say(&'a str),
}

/// In this order: the plan, known callers, closed hours, the line's own assistant or its trial, the fallback.
pub(crate) fn route<'a>(board: &'a Switchboard, incoming: &Incoming<'a>, now: DateTime<Utc>) -> Decision<'a> {
    let organization = &board.organization;
    let routing = &organization.settings.routing;
    if !board.plan.takes_calls() {
        let own = routing.past_due_message.as_deref().filter(|text| !text.trim().is_empty());
        return Decision::Say(own.unwrap_or(spoken::out_of_service(incoming.language)));
    }
    let knows = |route: &&domain::CallerRoute| {
        incoming.caller.is_some_and(|caller| route.numbers.iter().any(|number| number == caller))
    };
    if let Some(known) = routing.callers.iter().find(knows) {
        return (&known.route).into();
    }
    let is_open = |hours: &domain::BusinessHours| hours.is_open(now.with_timezone(&organization.timezone));
    let is_closed = organization.settings.business_hours.as_ref().is_some_and(|hours| !is_open(hours));
    if let Some(closed) = routing.closed.as_ref().filter(|_| is_closed) {
        return closed.into();
    }
    if let Some(assistant) = board.assistant_of_line(incoming.envelope) {
        let trial = board.trial_of(assistant.id);
        return trial
            .and_then(|trial| Some(Decision::Arm { trial: trial.id, arm: draw(trial, incoming.call)? }))
            .unwrap_or(Decision::Assistant(&assistant.vapi_assistant_id));
    }
    match &routing.fallback {
        Some(fallback) => fallback.into(),
        None => Decision::Say(spoken::cannot_take_call(incoming.language)),
    }
}

impl<'a> From<&'a Route> for Decision<'a> {
    fn from(route: &'a Route) -> Self {
        match route {
            Route::Assistant(id) => Self::Assistant(id),
            Route::Transfer(number) => Self::Transfer(number),
            Route::Say(text) => Self::Say(text),
        }
    }
}

/// The arm of a call: the same for the same call and trial, in proportion to the weights; `None` when all are
/// 0.
fn draw<'a>(trial: &'a RunningTrial, call: &str) -> Option<&'a Arm> {
    let total: u64 = trial.arms.iter().map(|arm| u64::from(arm.weight)).sum();
    // With the trial in it, or a call that repeats in tests would be in the same arm of every trial.
    let drawn = digest(&SHA256, format!("{}/{call}", trial.id).as_bytes());
    let number = u64::from_be_bytes(*drawn.as_ref().first_chunk()?);
    let mut left = number.checked_rem(total)?;
    trial.arms.iter().find(|arm| {
        let weight = u64::from(arm.weight);
        let is_it = left < weight;
        left = left.saturating_sub(weight);
        is_it
    })
}

#[cfg(test)]
mod tests;
