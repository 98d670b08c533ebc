//! A row of `calls`, and the call that it holds.

use chrono::{DateTime, Utc};
use domain::call::{Call, CostItem, EndedReason, Facts, Stamps, Turn, VapiCallId};
use domain::{AssistantId, CallId, ContactId, Micros, OrganizationId, PhoneNumber, PhoneNumberId};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::ActiveValue::{NotSet, Set, Unchanged};
use sea_orm::entity;
use sea_orm::entity::prelude::*;

use super::{Links, LockedCall, StoredCall};
use crate::{Error, Result};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub partition_at: DateTime<Utc>,
    pub vapi_call_id: String,
    pub assistant_id: Option<AssistantId>,
    pub phone_number_id: Option<PhoneNumberId>,
    pub contact_id: Option<ContactId>,
    pub call_type: Option<String>,
    pub status: String,
    pub is_final: bool,
    pub ended_reason: Option<String>,
    pub fault_owner: Option<String>,
    pub placed_at: Option<DateTime<Utc>>,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub transcript: Option<String>,
    pub summary: Option<String>,
    pub success_evaluation: Option<String>,
    pub structured_data: Option<Json>,
    pub recording_url: Option<String>,
    pub stereo_recording_url: Option<String>,
    pub customer_number: Option<String>,
    pub customer_name: Option<String>,
    pub customer_info: Option<Json>,
    pub line_number: Option<String>,
    pub transferred_to: Option<String>,
    pub vapi_assistant_id: Option<String>,
    pub vapi_phone_number_id: Option<String>,
    pub assistant_name: Option<String>,
    pub cost: Option<Decimal>,
    pub raw_data: Option<Json>,
    pub stamps: Json,
    pub updated_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(super) enum Relation {}

impl entity::ActiveModelBehavior for ActiveModel {}

pub(super) fn unreadable(column: &'static str) -> Error {
    Error::Row { table: "calls", column }
}

/// Every column that the merge owns. The contact is linked by a handler of its own.
pub(super) fn active(locked: &LockedCall, links: Links, now: DateTime<Utc>) -> Result<ActiveModel> {
    let Call { id, organization, vapi_call_id, status, is_final, facts, stamps } = &locked.call;
    let reason = facts.ended_reason.as_ref();
    let number = |number: &Option<PhoneNumber>| Set(number.clone().map(String::from));
    Ok(ActiveModel {
        organization_id: Unchanged(*organization),
        id: Unchanged(*id),
        partition_at: Unchanged(locked.partition_at),
        vapi_call_id: Set(vapi_call_id.to_string()),
        assistant_id: Set(links.assistant),
        phone_number_id: Set(links.phone_number),
        contact_id: NotSet,
        call_type: Set(facts.call_type.as_ref().map(ToString::to_string)),
        status: Set(status.to_string()),
        is_final: Set(*is_final),
        ended_reason: Set(reason.map(|ended| ended.reason.clone())),
        fault_owner: Set(reason.map(|ended| ended.owner.to_string())),
        placed_at: Set(facts.placed_at),
        started_at: Set(facts.started_at),
        ended_at: Set(facts.ended_at),
        transcript: Set(facts.transcript.clone()),
        summary: Set(facts.summary.clone()),
        success_evaluation: Set(facts.success_evaluation.clone()),
        structured_data: Set(facts.structured_data.clone()),
        recording_url: Set(facts.recording_url.clone()),
        stereo_recording_url: Set(facts.stereo_recording_url.clone()),
        customer_number: number(&facts.customer_number),
        customer_name: Set(facts.customer_name.clone()),
        customer_info: Set(facts.customer_info.clone()),
        line_number: number(&facts.line_number),
        transferred_to: number(&facts.transferred_to),
        vapi_assistant_id: Set(facts.vapi_assistant_id.clone()),
        vapi_phone_number_id: Set(facts.vapi_phone_number_id.clone()),
        assistant_name: Set(facts.assistant_name.clone()),
        cost: Set(facts.cost.map(|cost| Decimal::new(cost.0, 6))),
        raw_data: Set(facts.raw_data.clone()),
        stamps: Set(serde_json::to_value(stamps).map_err(|_| unreadable("stamps"))?),
        updated_at: Set(now),
    })
}

/// The call that a row holds. Costs and turns that were never reported are absent, not empty.
pub(super) fn stored(row: Model, turns: Vec<Turn>, costs: Vec<CostItem>) -> Result<StoredCall> {
    let stamps: Stamps = serde_json::from_value(row.stamps).map_err(|_| unreadable("stamps"))?;
    let number = |text: Option<String>, column| {
        text.map(|text| PhoneNumber::parse(&text)).transpose().map_err(|_| unreadable(column))
    };
    let ended_reason = match (row.ended_reason, row.fault_owner) {
        (Some(reason), Some(owner)) => {
            Some(EndedReason { reason, owner: owner.parse().map_err(|_| unreadable("fault_owner"))? })
        }
        _ => None,
    };
    let facts = Facts {
        call_type: row.call_type.map(|word| word.parse().unwrap_or_else(|never| match never {})),
        ended_reason,
        placed_at: row.placed_at,
        started_at: row.started_at,
        ended_at: row.ended_at,
        transcript: row.transcript,
        turns: stamps.turns.map(|_| turns),
        summary: row.summary,
        success_evaluation: row.success_evaluation,
        structured_data: row.structured_data,
        recording_url: row.recording_url,
        stereo_recording_url: row.stereo_recording_url,
        customer_number: number(row.customer_number, "customer_number")?,
        customer_name: row.customer_name,
        customer_info: row.customer_info,
        line_number: number(row.line_number, "line_number")?,
        vapi_phone_number_id: row.vapi_phone_number_id,
        vapi_assistant_id: row.vapi_assistant_id,
        assistant_name: row.assistant_name,
        transferred_to: number(row.transferred_to, "transferred_to")?,
        cost: row.cost.map(|cost| micros(cost).ok_or(unreadable("cost"))).transpose()?,
        costs: stamps.costs.map(|_| costs),
        raw_data: row.raw_data,
    };
    Ok(StoredCall {
        call: Call {
            id: row.id,
            organization: row.organization_id,
            vapi_call_id: VapiCallId::parse(&row.vapi_call_id).map_err(|_| unreadable("vapi_call_id"))?,
            status: row.status.parse().unwrap_or_else(|never| match never {}),
            is_final: row.is_final,
            facts,
            stamps,
        },
        partition_at: row.partition_at,
        assistant: row.assistant_id,
        phone_number: row.phone_number_id,
        contact: row.contact_id,
        updated_at: row.updated_at,
    })
}

fn micros(cost: Decimal) -> Option<Micros> {
    cost.checked_mul(Decimal::from(1_000_000))?.to_i64().map(Micros)
}
