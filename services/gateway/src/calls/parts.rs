//! What a call consists of, as the API shows it.

use chrono::{DateTime, NaiveDate, Utc};
use db::call_participants::ParticipantRow;
use db::notifications::Notification;
use db::usage_records::UsageRecord;
use domain::call::{ActionStatus, ActionType, CostItem, ParticipantKind, Role, Turn};
use domain::{
    Contact, ContactId, Micros, NotificationChannel, NotificationId, NotificationState, ParticipantId,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// An amount in millionths of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Money {
    #[schema(example = 128_500)]
    amount_micros: i64,
    #[schema(example = "USD")]
    currency: &'static str,
}

impl From<Micros> for Money {
    fn from(amount: Micros) -> Self {
        Self { amount_micros: amount.0, currency: "USD" }
    }
}

impl Money {
    /// `None` for more dollars than anything costs.
    pub(super) fn dollars(amount: Decimal) -> Option<Self> {
        let micros = amount.checked_mul(Decimal::from(1_000_000))?.to_i64()?;
        Some(Micros(micros).into())
    }
}

/// One item of Vapi's bill.
#[derive(Serialize, ToSchema)]
pub(crate) struct Cost {
    /// Vapi's word: transport, transcriber, model, voice, vapi, analysis …
    #[schema(example = "model")]
    kind: String,
    provider: Option<String>,
    model: Option<String>,
    minutes: Option<f64>,
    prompt_tokens: Option<i64>,
    completion_tokens: Option<i64>,
    characters: Option<i64>,
    #[serde(rename = "cost")]
    amount: Money,
}

impl From<CostItem> for Cost {
    fn from(item: CostItem) -> Self {
        Self {
            kind: item.kind,
            provider: item.provider,
            model: item.model,
            minutes: item.minutes,
            prompt_tokens: item.prompt_tokens,
            completion_tokens: item.completion_tokens,
            characters: item.characters,
            amount: item.amount.into(),
        }
    }
}

/// One turn of the conversation. Tool calls and their results are turns as well.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidTurn {
    role: Role,
    text: String,
    /// The tool's name.
    name: Option<String>,
    tool_call_id: Option<String>,
    /// What the tool was called with.
    arguments: Option<Value>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

impl From<Turn> for SaidTurn {
    fn from(turn: Turn) -> Self {
        Self {
            role: turn.role,
            text: turn.text,
            name: turn.name,
            tool_call_id: turn.tool_call_id,
            arguments: turn.arguments,
            started_at: turn.started_at,
            ended_at: turn.ended_at,
        }
    }
}

/// A party of the call.
#[derive(Serialize, ToSchema)]
pub(crate) struct Participant {
    /// Stays the same when more becomes known of the call.
    id: ParticipantId,
    r#type: ParticipantKind,
    name: Option<String>,
    phone_number: Option<String>,
    /// Where the party was reached, if not at a phone number.
    #[schema(example = "sip:sales@pbx.example")]
    address: Option<String>,
    /// Vapi's word for what became of the transfer to the party.
    #[schema(example = "no-answer")]
    transfer_status: Option<String>,
    /// Null of a transfer that did not come about, and where it is not known.
    joined_at: Option<DateTime<Utc>>,
    /// Null where it is not known: Vapi does not see what follows a call that was sent on.
    left_at: Option<DateTime<Utc>>,
    /// Null where it is not known.
    talk_time_seconds: Option<i32>,
}

impl From<ParticipantRow> for Participant {
    fn from(row: ParticipantRow) -> Self {
        Self {
            id: row.id,
            r#type: row.participant_type,
            name: row.participant_name,
            phone_number: row.phone_number.map(String::from),
            address: row.address,
            transfer_status: row.transfer_status,
            joined_at: row.join_time,
            left_at: row.leave_time,
            talk_time_seconds: row.talk_time_seconds,
        }
    }
}

/// What a tool did during the call.
#[derive(Serialize, ToSchema)]
pub(crate) struct Action {
    tool_call_id: String,
    r#type: ActionType,
    /// The tool's name, as the assistant has it.
    #[schema(example = "scheduleCallback")]
    tool: String,
    /// What the tool was called with.
    arguments: Value,
    result: Option<String>,
    status: ActionStatus,
    triggered_at: Option<DateTime<Utc>>,
}

impl From<db::call_actions::Action> for Action {
    fn from(row: db::call_actions::Action) -> Self {
        Self {
            tool_call_id: row.tool_call_id,
            r#type: row.action_type,
            tool: row.tool,
            arguments: row.action_data,
            result: row.result,
            status: row.status,
            triggered_at: row.triggered_at,
        }
    }
}

/// An entry of the delivery log.
#[derive(Serialize, ToSchema)]
pub(crate) struct Delivery {
    id: NotificationId,
    #[schema(example = "call-summary")]
    kind: String,
    channel: NotificationChannel,
    /// Enough of it to distinguish recipients.
    #[schema(example = "…99")]
    recipient: String,
    state: NotificationState,
    attempts: i32,
    attempted_at: Option<DateTime<Utc>>,
    provider_message_id: Option<String>,
    error: Option<String>,
}

impl From<Notification> for Delivery {
    fn from(row: Notification) -> Self {
        Self {
            id: row.id,
            recipient: masked(&row.recipient),
            kind: row.kind,
            channel: row.channel,
            state: row.state,
            attempts: row.attempts,
            attempted_at: row.attempted_at,
            provider_message_id: row.provider_message_id,
            error: row.error,
        }
    }
}

/// The last two digits of a number; the first letter and the domain of an address.
fn masked(recipient: &str) -> String {
    if let Some((name, domain)) = recipient.rsplit_once('@') {
        return format!("{}***@{domain}", name.chars().take(1).collect::<String>());
    }
    let hidden = recipient.chars().count().saturating_sub(2);
    format!("…{}", recipient.chars().skip(hidden).collect::<String>())
}

/// The person or business at the other end.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallContact {
    id: ContactId,
    name: Option<String>,
    phone: String,
    /// Their calls so far, this one among them.
    call_count: i32,
}

impl From<Contact> for CallContact {
    fn from(contact: Contact) -> Self {
        Self {
            id: contact.id,
            name: contact.name,
            phone: contact.phone.into(),
            call_count: contact.call_count,
        }
    }
}

/// What the call counts for.
#[derive(Serialize, ToSchema)]
pub(crate) struct Usage {
    /// In the organization's time zone.
    day: NaiveDate,
    /// Null while unknown.
    seconds: Option<u32>,
}

impl From<UsageRecord> for Usage {
    fn from(record: UsageRecord) -> Self {
        Self { day: record.day, seconds: record.seconds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_masked() {
        assert_eq!(masked("+14155550199"), "…99");
        assert_eq!(masked("dana@example.com"), "d***@example.com");
        assert_eq!(masked("@example.com"), "***@example.com");
        assert_eq!(masked("9"), "…9");
    }

    #[test]
    fn dollars_are_shown_in_millionths() {
        let money = Money::dollars("0.1285".parse().unwrap());
        assert_eq!(money, Some(Money { amount_micros: 128_500, currency: "USD" }));
        assert_eq!(Money::dollars(Decimal::MAX), None);
    }
}
