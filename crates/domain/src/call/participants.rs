//! Who took part in a call.

use chrono::{DateTime, Utc};

use super::assistant_seen::{AssistantSeen, MAX_ASSISTANTS};
use super::merge::{Call, Facts};
use super::span::Span;
use super::transcript::{Role, Turn};
use super::transfer::{MAX_TRANSFERS, Transfer, TransferOutcome, TransferTarget};
use crate::string_enum::string_enum;
use crate::{PartyNumber, PhoneNumber};

/// One party of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Distinguishes the party within its call, and stays the same whatever else becomes known of it.
    pub party: String,
    pub kind: ParticipantKind,
    pub name: Option<String>,
    pub phone_number: Option<PhoneNumber>,
    /// Where the party was reached, if not at a phone number.
    pub address: Option<String>,
    /// Vapi's word for what became of the transfer to the party.
    pub transfer_status: Option<String>,
    pub joined_at: Option<DateTime<Utc>>,
    pub left_at: Option<DateTime<Utc>>,
    pub talk_milliseconds: Option<i64>,
}

string_enum! {
    pub enum ParticipantKind {
        Agent = "agent",
        Customer = "customer",
        /// Where the call was sent on to, or was to be.
        Transfer = "transfer",
        /// A person whom the assistant spoke with before it put the caller through.
        Operator = "operator",
    }
}

impl Participant {
    fn new(kind: ParticipantKind, party: String) -> Self {
        Self {
            party,
            kind,
            name: None,
            phone_number: None,
            address: None,
            transfer_status: None,
            joined_at: None,
            left_at: None,
            talk_milliseconds: None,
        }
    }
}

impl Call {
    /// The parties that are known: assistants, the customer, and everyone whom the call was sent on to, each
    /// in the order in which they came.
    pub fn participants(&self) -> Vec<Participant> {
        let span = self.span();
        let mut parties = agents(&self.facts, span);
        parties.extend(customer(&self.facts, span));
        let attempts = self.attempts();
        let surplus = attempts.len().saturating_sub(MAX_TRANSFERS);
        let sent_to = attempts.iter().enumerate().map(|(place, attempt)| {
            let before = attempts.iter().take(place).filter(|other| other.target == attempt.target).count();
            self.sent_to(attempt, before + 1)
        });
        parties.extend(sent_to.skip(surplus));
        parties
    }

    /// The party that an attempt was about, the `time`th one to the same target.
    fn sent_to(&self, attempt: &Transfer, time: usize) -> Participant {
        let target = attempt.target.as_ref();
        let spoke = attempt.talk_milliseconds.is_some_and(|talked| talked > 0);
        let met = attempt.is_warm
            && match attempt.outcome {
                TransferOutcome::Connected => true,
                TransferOutcome::Unknown => spoke,
                // What spoke was a mailbox, or somebody who declined.
                TransferOutcome::Failed => false,
            };
        let kind = if met { ParticipantKind::Operator } else { ParticipantKind::Transfer };
        let (phone_number, address) = match target {
            Some(TransferTarget::Number(number)) => (Some(number.clone()), None),
            Some(TransferTarget::Address(address)) => (None, Some(address.clone())),
            None => (None, None),
        };
        let joined_at = match attempt.outcome {
            TransferOutcome::Connected => self.joined_at(attempt),
            TransferOutcome::Unknown => attempt.joined_at,
            TransferOutcome::Failed => None,
        };
        let to_the_end = if self.ended_as_sent_on() { None } else { self.span().over_at };
        let left_at =
            joined_at.and_then(|joined| attempt.left_at.or(to_the_end).filter(|left| *left >= joined));
        Participant {
            name: attempt.name.clone(),
            phone_number,
            address,
            transfer_status: attempt.status.clone(),
            joined_at,
            left_at,
            talk_milliseconds: attempt.talk_milliseconds.filter(|_| met),
            ..Participant::new(kind, format!("transfer {} {time}", target.map_or("", TransferTarget::as_str)))
        }
    }
}

fn agents(facts: &Facts, span: Span) -> Vec<Participant> {
    let seen = facts.assistants.as_deref().unwrap_or_default();
    if seen.len() > 1 {
        let numbered = (1..).zip(seen).take(MAX_ASSISTANTS);
        return numbered.map(|(number, assistant)| one_of_several(facts, span, number, assistant)).collect();
    }
    let name = facts.assistant_name.clone().or_else(|| seen.first()?.name.clone());
    if name.is_none() && facts.vapi_assistant_id.is_none() && seen.is_empty() {
        return Vec::new();
    }
    vec![Participant {
        name,
        joined_at: span.began_at,
        left_at: span.over_at,
        talk_milliseconds: talk_milliseconds(facts.turns.as_deref(), Role::Assistant),
        ..Participant::new(ParticipantKind::Agent, agent(1))
    }]
}

/// The first assistant is there from the start. Of a later one that never spoke no time is known.
fn one_of_several(facts: &Facts, span: Span, number: usize, assistant: &AssistantSeen) -> Participant {
    let joined_at = if number == 1 { span.began_at } else { assistant.joined_at };
    let is_the_known = assistant.vapi_id.is_some() && assistant.vapi_id == facts.vapi_assistant_id;
    let known_name = facts.assistant_name.as_ref().filter(|_| is_the_known);
    Participant {
        name: assistant.name.as_ref().or(known_name).cloned(),
        joined_at,
        left_at: joined_at.and_then(|_| assistant.left_at.or(span.over_at)),
        talk_milliseconds: assistant.talk_milliseconds,
        ..Participant::new(ParticipantKind::Agent, agent(number))
    }
}

fn agent(number: usize) -> String {
    format!("agent {number}")
}

fn customer(facts: &Facts, span: Span) -> Option<Participant> {
    if facts.customer_number.is_none() && facts.customer_name.is_none() {
        return None;
    }
    let (phone_number, address) = match &facts.customer_number {
        Some(PartyNumber::Phone(number)) => (Some(number.clone()), None),
        Some(PartyNumber::Other(address)) => (None, Some(address.clone())),
        None => (None, None),
    };
    Some(Participant {
        name: facts.customer_name.clone(),
        phone_number,
        address,
        joined_at: span.began_at,
        left_at: span.over_at,
        talk_milliseconds: talk_milliseconds(facts.turns.as_deref(), Role::Customer),
        ..Participant::new(ParticipantKind::Customer, "customer 1".to_owned())
    })
}

/// Not known where nothing is known of what was said, or of when.
fn talk_milliseconds(turns: Option<&[Turn]>, role: Role) -> Option<i64> {
    let (mut said, mut timed, mut total) = (false, false, 0_i64);
    for turn in turns?.iter().filter(|turn| turn.role == role) {
        said = true;
        if let (Some(started), Some(ended)) = (turn.started_at, turn.ended_at) {
            timed = true;
            total = total.saturating_add((ended - started).num_milliseconds().max(0));
        }
    }
    (timed || !said).then_some(total)
}

#[cfg(test)]
mod tests;
