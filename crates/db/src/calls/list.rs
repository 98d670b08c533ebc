//! A page of calls, the newest first.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::{AssistantId, CallId, ContactId};
use rust_decimal::Decimal;
use sea_orm::{FromQueryResult, Value};

use crate::cursor::{self, ParseCursorError};
use crate::sql::rows;
use crate::{Result, TenantTx};

/// What a page is narrowed to. Absent means any.
#[derive(Clone, Debug, Default)]
pub struct CallFilter {
    /// Any of these.
    pub statuses: Vec<String>,
    pub call_type: Option<String>,
    pub ended_reason: Option<String>,
    pub fault_owner: Option<String>,
    pub vapi_call_id: Option<String>,
    pub assistant: Option<AssistantId>,
    pub contact: Option<ContactId>,
    /// E.164.
    pub customer_number: Option<String>,
    pub created_from: Option<DateTime<Utc>>,
    pub created_before: Option<DateTime<Utc>>,
}

/// The place of a call in the order of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub partition_at: DateTime<Utc>,
    pub id: CallId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        cursor::write(f, self.partition_at, self.id.0)
    }
}

impl FromStr for Cursor {
    type Err = ParseCursorError;

    fn from_str(text: &str) -> std::result::Result<Self, ParseCursorError> {
        let (partition_at, id) = cursor::read(text)?;
        Ok(Self { partition_at, id: CallId(id) })
    }
}

/// A call in a list: what fits a line.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct CallSummary {
    pub id: CallId,
    pub partition_at: DateTime<Utc>,
    pub vapi_call_id: String,
    pub assistant_id: Option<AssistantId>,
    pub assistant_name: Option<String>,
    pub contact_id: Option<ContactId>,
    pub call_type: Option<String>,
    pub status: String,
    pub ended_reason: Option<String>,
    pub fault_owner: Option<String>,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub duration_seconds: i32,
    pub customer_number: Option<String>,
    pub customer_name: Option<String>,
    pub line_number: Option<String>,
    pub summary: Option<String>,
    pub cost: Option<Decimal>,
}

impl CallSummary {
    pub fn cursor(&self) -> Cursor {
        Cursor { partition_at: self.partition_at, id: self.id }
    }
}

/// The calls after a cursor, the newest first.
pub async fn list(
    tx: &TenantTx,
    filter: &CallFilter,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<CallSummary>> {
    let mut query = Conditions::default();
    query.add("organization_id = ?", [tx.organization().0.into()]);
    if !filter.statuses.is_empty() {
        // Joined, as the driver takes no array of text; a status holds no comma.
        query.add("status = ANY(string_to_array(?, ','))", [filter.statuses.join(",").into()]);
    }
    query.equal("call_type", filter.call_type.clone());
    query.equal("ended_reason", filter.ended_reason.clone());
    query.equal("fault_owner", filter.fault_owner.clone());
    query.equal("assistant_id", filter.assistant.map(|id| id.0));
    query.equal("contact_id", filter.contact.map(|id| id.0));
    query.equal("customer_number", filter.customer_number.clone());
    if let Some(id) = &filter.vapi_call_id {
        // By the key, which alone is indexed by it and knows the only partition to read.
        query.add(
            "(id, partition_at) = (SELECT call_id, partition_at FROM call_keys
                                   WHERE organization_id = ? AND vapi_call_id = ?)",
            [tx.organization().0.into(), id.as_str().into()],
        );
    }
    if let Some(from) = filter.created_from {
        query.add("partition_at >= ?", [from.into()]);
    }
    if let Some(before) = filter.created_before {
        query.add("partition_at < ?", [before.into()]);
    }
    if let Some(after) = after {
        query.add("(partition_at, id) < (?, ?)", [after.partition_at.into(), after.id.0.into()]);
    }
    let sql = format!(
        "SELECT id, partition_at, vapi_call_id, assistant_id, assistant_name, contact_id, call_type, status,
                ended_reason, fault_owner, started_at, ended_at, duration_seconds, customer_number, customer_name,
                line_number, summary, cost
         FROM calls WHERE {} ORDER BY partition_at DESC, id DESC LIMIT {limit}",
        query.sql
    );
    rows(tx.inner(), &sql, query.values).await
}

/// Conditions that all hold, each `?` numbered as its value comes.
#[derive(Default)]
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn add<const N: usize>(&mut self, condition: &str, values: [Value; N]) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        let mut parts = condition.split('?');
        self.sql.push_str(parts.next().unwrap_or_default());
        for (part, value) in parts.zip(values) {
            self.values.push(value);
            // Writing to a string can't fail.
            let _ = write!(self.sql, "${}{part}", self.values.len());
        }
    }

    fn equal<T: Into<Value>>(&mut self, column: &str, value: Option<T>) {
        if let Some(value) = value {
            self.add(&format!("{column} = ?"), [value.into()]);
        }
    }
}
