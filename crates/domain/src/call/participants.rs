//! Who took part in a call.

use chrono::{DateTime, Utc};

use super::merge::Facts;
use super::transcript::{Role, Turn};
use crate::PhoneNumber;
use crate::string_enum::string_enum;

/// One party of a call. There is at most one of each kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    pub kind: ParticipantKind,
    pub name: Option<String>,
    pub phone_number: Option<PhoneNumber>,
    pub joined_at: Option<DateTime<Utc>>,
    pub left_at: Option<DateTime<Utc>>,
    pub talk_milliseconds: i64,
}

string_enum! {
    pub enum ParticipantKind {
        Agent = "agent",
        Customer = "customer",
        Transfer = "transfer",
    }
}

impl Facts {
    /// The parties that these facts show. A transfer's talk time is not known: Vapi stops listening.
    pub fn participants(&self) -> Vec<Participant> {
        let turns = self.turns.as_deref().unwrap_or_default();
        let party = |kind, name: Option<String>, phone_number, talk_milliseconds| Participant {
            kind,
            name,
            phone_number,
            joined_at: self.started_at,
            left_at: self.ended_at,
            talk_milliseconds,
        };
        let mut parties = Vec::new();
        if self.assistant_name.is_some() || self.vapi_assistant_id.is_some() {
            let talked = talk_milliseconds(turns, Role::Assistant);
            parties.push(party(ParticipantKind::Agent, self.assistant_name.clone(), None, talked));
        }
        if self.customer_number.is_some() || self.customer_name.is_some() {
            let talked = talk_milliseconds(turns, Role::Customer);
            let number = self.customer_number.clone();
            parties.push(party(ParticipantKind::Customer, self.customer_name.clone(), number, talked));
        }
        if let Some(destination) = &self.transferred_to {
            parties.push(Participant {
                kind: ParticipantKind::Transfer,
                name: None,
                phone_number: Some(destination.clone()),
                joined_at: None,
                left_at: None,
                talk_milliseconds: 0,
            });
        }
        parties
    }
}

fn talk_milliseconds(turns: &[Turn], role: Role) -> i64 {
    turns
        .iter()
        .filter(|turn| turn.role == role)
        .filter_map(|turn| Some((turn.ended_at? - turn.started_at?).num_milliseconds().max(0)))
        .sum()
}
