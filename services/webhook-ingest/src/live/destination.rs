//! Where a call goes on: to a person, or to another assistant. Decided from memory.

use db::organizations::Organization;
use domain::QuestionOutcome;
use serde_json::Value;
use tools::Unavailable;
use vapi::{Destination, Target, TransferMode};

use super::question::Question;
use super::routing_table::Switchboard;
use super::spoken;

/// What models and our own assistants call the destination of a transfer.
const WHERE_TO: [&str; 3] = ["destination", "department", "to"];

/// May be a destination's name, or the caller's.
const NAME: &str = "name";

/// What they call the assistant of a handoff.
const WHO: [&str; 6] = ["assistantId", "assistantName", "assistant", "destination", "to", "name"];

/// For emergencies only, not for a call that names no destination.
const EMERGENCY: &str = "emergency";

/// By the rules of the tool `transferCall`.
pub(super) fn transfer(question: &Question, board: &Switchboard) -> (Value, QuestionOutcome) {
    let (organization, language) = (&board.organization, question.language());
    let at = question.received_at;
    let found = match requested(&question.envelope.parameters, organization) {
        Some(name) => tools::destination(organization, name, at).map_err(Some),
        None => first_available(board, at),
    };
    match found {
        Ok(destination) => {
            let number = &destination.number.number;
            let target =
                Target::Number { number: number.clone(), extension: destination.number.extension.clone() };
            let plan = Some(TransferMode::Blind);
            let destination = Destination { target, plan, ..Destination::number(number.clone()) };
            (
                vapi::answer::transfer(&destination, Some(spoken::transferring(language))),
                QuestionOutcome::Answered,
            )
        }
        Err(Some(unavailable)) => {
            let now = at.with_timezone(&organization.timezone);
            (vapi::answer::error(&unavailable.say(now, language)), QuestionOutcome::Rejected)
        }
        Err(None) => (vapi::answer::error(spoken::no_destination(language)), QuestionOutcome::Rejected),
    }
}

/// An assistant of the organization, by name or by Vapi's id of it.
pub(super) fn handoff(question: &Question, board: &Switchboard) -> (Value, QuestionOutcome) {
    let found = named(&question.envelope.parameters, &WHO).find_map(|name| board.assistant_called(name));
    match found {
        Some(assistant) => {
            (vapi::answer::handoff_assistant(&assistant.vapi_assistant_id), QuestionOutcome::Answered)
        }
        None => (vapi::answer::error(spoken::no_assistant(question.language())), QuestionOutcome::Rejected),
    }
}

/// The first destination that is named and exists; else the first that is named as one.
fn requested<'a>(parameters: &'a Value, organization: &Organization) -> Option<&'a str> {
    let is_one = |name: &str| {
        let known = organization.settings.transfer_numbers.keys();
        known.into_iter().any(|known| known.to_lowercase() == name.trim().to_lowercase())
    };
    let mut all = named(parameters, &WHERE_TO).chain(named(parameters, &[NAME]));
    all.find(|name| is_one(name)).or_else(|| named(parameters, &WHERE_TO).next())
}

/// The first destination that is available now, in the order of names; else why the first of them is not.
fn first_available(
    board: &Switchboard,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<tools::Destination<'_>, Option<Unavailable>> {
    let numbers = &board.organization.settings.transfer_numbers;
    let mut first = None;
    for name in numbers.keys().filter(|name| name.to_lowercase() != EMERGENCY || numbers.len() == 1) {
        match tools::destination(&board.organization, name, at) {
            Ok(destination) => return Ok(destination),
            Err(unavailable) => first = first.or(Some(unavailable)),
        }
    }
    Err(first)
}

fn named<'a>(parameters: &'a Value, keys: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let texts = keys.iter().filter_map(|key| parameters.get(key)?.as_str());
    texts.filter(|text| !text.trim().is_empty())
}
