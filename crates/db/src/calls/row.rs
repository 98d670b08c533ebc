//! A row of `calls`, and the call that it holds.

use chrono::{DateTime, Utc};
use domain::call::{
    Call, CallType, CostItem, EndedReason, Facts, FaultOwner, Stamps, Status, Turn, VapiCallId,
};
use domain::{AssistantId, CallId, ContactId, Micros, OrganizationId, PartyNumber, PhoneNumberId};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use sea_orm::FromQueryResult;
use serde_json::Value;

use super::{Links, LockedCall, StoredCall};
use crate::columns::columns;
use crate::{Error, Result};

/// Every column that the merge owns.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub(super) struct Row {
    id: CallId,
    partition_at: DateTime<Utc>,
    vapi_call_id: VapiCallId,
    assistant_id: Option<AssistantId>,
    phone_number_id: Option<PhoneNumberId>,
    call_type: Option<CallType>,
    status: Status,
    is_final: bool,
    ended_reason: Option<String>,
    fault_owner: Option<FaultOwner>,
    placed_at: Option<DateTime<Utc>>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    reported_seconds: Option<i32>,
    /// What the call makes of the three, for lists.
    duration_seconds: Option<i32>,
    transcript: Option<String>,
    summary: Option<String>,
    success_evaluation: Option<String>,
    structured_data: Option<Value>,
    recording_url: Option<String>,
    stereo_recording_url: Option<String>,
    customer_number: Option<PartyNumber>,
    customer_name: Option<String>,
    customer_info: Option<Value>,
    line_number: Option<PartyNumber>,
    transferred_to: Option<String>,
    assistants: Option<Value>,
    destination: Option<Value>,
    transfers: Option<Value>,
    sent_on: Option<Value>,
    vapi_assistant_id: Option<String>,
    vapi_phone_number_id: Option<String>,
    assistant_name: Option<String>,
    cost: Option<Decimal>,
    raw_data: Option<Value>,
    stamps: Value,
    updated_at: DateTime<Utc>,
}

columns!(
    Row:
    id, partition_at, vapi_call_id, assistant_id, phone_number_id, call_type, status, is_final,
    ended_reason, fault_owner, placed_at, started_at, ended_at, reported_seconds, duration_seconds,
    transcript, summary, success_evaluation, structured_data, recording_url, stereo_recording_url,
    customer_number, customer_name, customer_info, line_number, transferred_to, assistants, destination,
    transfers, sent_on, vapi_assistant_id, vapi_phone_number_id, assistant_name, cost, raw_data, stamps,
    updated_at
);

/// With the contact, which a handler of its own links.
#[derive(FromQueryResult)]
pub(super) struct Found {
    #[sea_orm(nested)]
    row: Row,
    contact_id: Option<ContactId>,
}

pub(super) fn unreadable(column: &str) -> Error {
    Error::unreadable("calls", column)
}

/// A column that is written, or read, as JSON.
fn json<T>(column: &str, value: Option<serde_json::Result<T>>) -> Result<Option<T>> {
    value.transpose().map_err(|_| unreadable(column))
}

impl Row {
    pub(super) fn of(locked: &LockedCall, links: Links, now: DateTime<Utc>) -> Result<Self> {
        let transferred_to = locked.call.transferred_to().map(String::from);
        let duration_seconds = locked.call.duration_seconds().map(whole);
        let Call { id, vapi_call_id, status, is_final, facts, stamps, .. } = locked.call.clone();
        let (ended_reason, fault_owner) = facts.ended_reason.map(|ended| (ended.reason, ended.owner)).unzip();
        let sent_on = (!facts.sent_on.is_empty()).then_some(facts.sent_on);
        Ok(Self {
            id,
            partition_at: locked.partition_at,
            vapi_call_id,
            assistant_id: links.assistant,
            phone_number_id: links.phone_number,
            call_type: facts.call_type,
            status,
            is_final,
            ended_reason,
            fault_owner,
            placed_at: facts.placed_at,
            started_at: facts.started_at,
            ended_at: facts.ended_at,
            reported_seconds: facts.reported_seconds.map(whole),
            duration_seconds,
            transcript: facts.transcript,
            summary: facts.summary,
            success_evaluation: facts.success_evaluation,
            structured_data: facts.structured_data,
            recording_url: facts.recording_url,
            stereo_recording_url: facts.stereo_recording_url,
            customer_number: facts.customer_number,
            customer_name: facts.customer_name,
            customer_info: facts.customer_info,
            line_number: facts.line_number,
            transferred_to,
            assistants: json("assistants", facts.assistants.map(serde_json::to_value))?,
            destination: json("destination", facts.destination.map(serde_json::to_value))?,
            transfers: json("transfers", facts.transfers.map(serde_json::to_value))?,
            sent_on: json("sent_on", sent_on.map(serde_json::to_value))?,
            vapi_assistant_id: facts.vapi_assistant_id,
            vapi_phone_number_id: facts.vapi_phone_number_id,
            assistant_name: facts.assistant_name,
            cost: facts.cost.map(|cost| Decimal::new(cost.0, 6)),
            raw_data: facts.raw_data,
            stamps: serde_json::to_value(stamps).map_err(|_| unreadable("stamps"))?,
            updated_at: now,
        })
    }
}

impl Found {
    /// The call that the row holds. Costs and turns that were never reported are absent, not empty.
    pub(super) fn stored(
        self,
        organization: OrganizationId,
        turns: Vec<Turn>,
        costs: Vec<CostItem>,
    ) -> Result<StoredCall> {
        let Self { row, contact_id } = self;
        let stamps: Stamps = serde_json::from_value(row.stamps).map_err(|_| unreadable("stamps"))?;
        let ended = row.ended_reason.zip(row.fault_owner);
        let facts = Facts {
            call_type: row.call_type,
            ended_reason: ended.map(|(reason, owner)| EndedReason { reason, owner }),
            placed_at: row.placed_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
            reported_seconds: row.reported_seconds.map(i32::unsigned_abs),
            transcript: row.transcript,
            turns: stamps.turns.map(|_| turns),
            summary: row.summary,
            success_evaluation: row.success_evaluation,
            structured_data: row.structured_data,
            recording_url: row.recording_url,
            stereo_recording_url: row.stereo_recording_url,
            customer_number: row.customer_number,
            customer_name: row.customer_name,
            customer_info: row.customer_info,
            line_number: row.line_number,
            vapi_phone_number_id: row.vapi_phone_number_id,
            vapi_assistant_id: row.vapi_assistant_id,
            assistant_name: row.assistant_name,
            assistants: json("assistants", row.assistants.map(serde_json::from_value))?,
            destination: json("destination", row.destination.map(serde_json::from_value))?,
            transfers: json("transfers", row.transfers.map(serde_json::from_value))?,
            sent_on: json("sent_on", row.sent_on.map(serde_json::from_value))?.unwrap_or_default(),
            cost: row.cost.map(|cost| micros(cost).ok_or_else(|| unreadable("cost"))).transpose()?,
            costs: stamps.costs.map(|_| costs),
            raw_data: row.raw_data,
        };
        Ok(StoredCall {
            call: Call {
                id: row.id,
                organization,
                vapi_call_id: row.vapi_call_id,
                status: row.status,
                is_final: row.is_final,
                facts,
                stamps,
            },
            partition_at: row.partition_at,
            assistant: row.assistant_id,
            phone_number: row.phone_number_id,
            contact: contact_id,
            updated_at: row.updated_at,
        })
    }
}

fn whole(seconds: u32) -> i32 {
    i32::try_from(seconds).unwrap_or(i32::MAX)
}

fn micros(cost: Decimal) -> Option<Micros> {
    cost.checked_mul(Decimal::from(1_000_000))?.to_i64().map(Micros)
}
