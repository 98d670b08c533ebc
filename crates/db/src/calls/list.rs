//! A page of calls, the newest first.

use chrono::{DateTime, Utc};
use domain::call::{CallType, FaultOwner, Span, Stamps, Status, VapiCallId};
use domain::{AssistantId, CallId, ContactId, PartyNumber, PhoneNumber};
use rust_decimal::Decimal;
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::columns::{columns, select};
use crate::conditions::Conditions;
use crate::{Cursor, Result, TenantTx};

/// What a page is narrowed to. Absent means any.
#[derive(Clone, Debug, Default)]
pub struct CallFilter {
    /// Any of these.
    pub statuses: Vec<Status>,
    pub call_type: Option<CallType>,
    pub ended_reason: Option<String>,
    pub fault_owner: Option<FaultOwner>,
    pub vapi_call_id: Option<VapiCallId>,
    pub assistant: Option<AssistantId>,
    pub contact: Option<ContactId>,
    /// In any of its spellings.
    pub customer_number: Option<PhoneNumber>,
    pub created_from: Option<DateTime<Utc>>,
    pub created_before: Option<DateTime<Utc>>,
}

/// A call in a list: what fits a line.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct CallSummary {
    pub id: CallId,
    pub partition_at: DateTime<Utc>,
    pub vapi_call_id: VapiCallId,
    pub assistant_id: Option<AssistantId>,
    pub assistant_name: Option<String>,
    pub contact_id: Option<ContactId>,
    pub call_type: Option<CallType>,
    pub status: Status,
    pub ended_reason: Option<String>,
    pub fault_owner: Option<FaultOwner>,
    /// As they were reported; [`span`](Self::span) is what is shown.
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    stamps: Value,
    pub duration_seconds: Option<i32>,
    pub customer_number: Option<PartyNumber>,
    pub customer_name: Option<String>,
    pub line_number: Option<PartyNumber>,
    pub summary: Option<String>,
    pub cost: Option<Decimal>,
}

columns!(
    CallSummary:
    id, partition_at, vapi_call_id, assistant_id, assistant_name, contact_id, call_type, status,
    ended_reason, fault_owner, started_at, ended_at, duration_seconds, customer_number, customer_name,
    line_number, summary, cost, stamps
);

impl CallSummary {
    pub fn cursor(&self) -> Cursor<CallId> {
        Cursor { at: self.partition_at, id: self.id }
    }

    /// When the call began and when it was over, as the call itself shows it.
    pub fn span(&self) -> Span {
        let stamps: Stamps = serde_json::from_value(self.stamps.clone()).unwrap_or_default();
        stamps.span(self.started_at, self.ended_at)
    }
}

/// The calls after a cursor, the newest first.
pub async fn list(
    tx: &TenantTx,
    filter: &CallFilter,
    after: Option<Cursor<CallId>>,
    limit: u64,
) -> Result<Vec<CallSummary>> {
    let mut conditions = Conditions::own(tx);
    if !filter.statuses.is_empty() {
        conditions.add("status = ANY($$)", [filter.statuses.clone().into()]);
    }
    conditions.equal("call_type", filter.call_type.clone());
    conditions.equal("ended_reason", filter.ended_reason.clone());
    conditions.equal("fault_owner", filter.fault_owner);
    conditions.equal("assistant_id", filter.assistant);
    conditions.equal("contact_id", filter.contact);
    match filter.customer_number.as_ref().map(PhoneNumber::spellings).as_deref() {
        // Nearly always one, by which the index gives the page in its order.
        Some([only]) => conditions.equal("customer_number", Some(only.clone())),
        Some(several) => conditions.add("customer_number = ANY($$)", [several.to_vec().into()]),
        None => {}
    }
    if let Some(id) = &filter.vapi_call_id {
        // By the key, which alone is indexed by it and knows the only partition to read.
        conditions.add(
            "(id, partition_at) = (SELECT call_id, partition_at FROM call_keys
                                   WHERE organization_id = $$ AND vapi_call_id = $$)",
            [tx.organization().into(), id.as_str().into()],
        );
    }
    conditions.within("partition_at", filter.created_from, filter.created_before);
    conditions.after("partition_at", after);
    let (conditions, values) = conditions.finish();
    let list = format!("FROM calls WHERE {conditions} ORDER BY partition_at DESC, id DESC LIMIT {limit}");
    tx.rows(&select::<CallSummary>(&list), values).await
}
