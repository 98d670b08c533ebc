//! Who takes a call that comes in without an assistant. Decided from memory alone.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use db::prompt_trials::{Arm, RunningTrial};
use domain::{CallRejection, Language, PartyNumber, PhoneNumber, Route, TrialId};
use vapi::Envelope;

use super::routing_table::Switchboard;
use super::spoken;

/// A call as it comes in.
pub(crate) struct Incoming<'a> {
    pub(crate) envelope: &'a Envelope,
    /// `None` where it is withheld.
    pub(crate) customer: Option<&'a PartyNumber>,
    /// Vapi's id of it.
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
    /// Spoken, for this reason, then the call ends.
    Say(&'a str, CallRejection),
}

/// In this order: the plan, known callers, closed hours, the line's own assistant or its trial, the fallback.
pub(crate) fn route<'a>(board: &'a Switchboard, incoming: &Incoming<'a>, now: DateTime<Utc>) -> Decision<'a> {
    let organization = &board.organization;
    let routing = &organization.settings.routing;
    if !board.plan.takes_calls() {
        let own = routing.past_due_message.as_deref().filter(|text| !text.trim().is_empty());
        let text = own.unwrap_or(spoken::out_of_service(incoming.language));
        return Decision::Say(text, CallRejection::Plan);
    }
    let caller = incoming.customer.and_then(PartyNumber::phone);
    let knows = |route: &&domain::CallerRoute| {
        caller.is_some_and(|caller| route.numbers.iter().any(|number| number.matches(caller)))
    };
    if let Some(known) = routing.callers.iter().find(knows) {
        return Decision::by(&known.route, CallRejection::Caller);
    }
    let is_open = |hours: &domain::BusinessHours| hours.is_open(now.with_timezone(&organization.timezone));
    let is_closed = organization.settings.business_hours.as_ref().is_some_and(|hours| !is_open(hours));
    if let Some(closed) = routing.closed.as_ref().filter(|_| is_closed) {
        return Decision::by(closed, CallRejection::Closed);
    }
    if let Some(assistant) = board.assistant_of_line(incoming.envelope) {
        let trial = board.trial_of(assistant.id);
        return trial
            .and_then(|trial| {
                Some(Decision::Arm { trial: trial.id, arm: draw(trial, &incoming.drawn_by())? })
            })
            .unwrap_or(Decision::Assistant(&assistant.vapi_assistant_id));
    }
    match &routing.fallback {
        Some(fallback) => Decision::by(fallback, CallRejection::NoAssistant),
        None => Decision::Say(spoken::cannot_take_call(incoming.language), CallRejection::NoAssistant),
    }
}

impl<'a> Decision<'a> {
    /// Where a route leads; what it has spoken is for this reason.
    fn by(route: &'a Route, because: CallRejection) -> Self {
        match route {
            Route::Assistant(id) => Self::Assistant(id),
            Route::Transfer(number) => Self::Transfer(number),
            Route::Say(text) => Self::Say(text, because),
        }
    }
}

impl Incoming<'_> {
    /// What the arms of a trial are drawn by: the caller, who gets to know one of them and not another at
    /// each call, however their number is written; the call, where its caller is hidden.
    fn drawn_by(&self) -> String {
        match self.customer {
            Some(PartyNumber::Phone(number)) => number.matched().into(),
            Some(PartyNumber::Other(text)) => text.clone(),
            None => self.call.to_owned(),
        }
    }
}

/// The arm of a caller: the same for the same caller, trial and weights, in proportion to the weights; `None`
/// when all are 0.
///
/// Each arm has a number of its own for the caller, and the least of them wins once they are weighed. So
/// another weight moves callers only to or from the arm that it is of, and no more of them than it has to.
fn draw<'a>(trial: &'a RunningTrial, by: &str) -> Option<&'a Arm> {
    let weighed = |arm: &'a Arm| {
        // With the trial in it, or a caller would be in the same arm of every trial.
        let number = fraction(&format!("{}/{}/{by}", trial.id, arm.number))?;
        // Exponential with the weight as its rate: the least of several is an arm's as often as its weight
        // says.
        (arm.weight > 0).then(|| (-number.ln() / f64::from(arm.weight), arm))
    };
    let least = trial.arms.iter().filter_map(weighed).min_by(|(one, _), (other, _)| one.total_cmp(other));
    least.map(|(_, arm)| arm)
}

/// A number between 0 and 1, neither included: the same for the same text, and any as likely as another.
fn fraction(text: &str) -> Option<f64> {
    /// 2^52: with a half more, still exact.
    const STEPS: f64 = 4_503_599_627_370_496.0;
    /// 2^20: beside the 32 bits of the upper half, what is left of the 52.
    const LOWER_STEPS: f64 = 1_048_576.0;
    let drawn = digest(&SHA256, text.as_bytes());
    let (upper, rest) = drawn.as_ref().split_first_chunk()?;
    let (upper, lower) = (u32::from_be_bytes(*upper), u32::from_be_bytes(*rest.first_chunk()?));
    Some((f64::from(upper) * LOWER_STEPS + f64::from(lower >> 12) + 0.5) / STEPS)
}

#[cfg(test)]
mod tests;
