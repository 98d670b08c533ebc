//! The calls that Vapi's API shows.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::callers::PlacedCall;

/// At most 100,000 calls of about two kilobytes: they are kept as scripts, and written out when read.
const MAX_CALLS: usize = 100_000;

/// One call, with what Vapi filters by.
#[derive(Clone, Debug)]
pub(crate) struct StoredCall {
    key: CallKey,
    updated_at: DateTime<Utc>,
    organization_id: Uuid,
    assistant_id: Option<Uuid>,
    phone_number_id: Option<Uuid>,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Placed(PlacedCall),
    Raw(Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CallKey {
    created_at: DateTime<Utc>,
    id: Uuid,
}

impl StoredCall {
    pub(crate) fn placed(call: PlacedCall) -> Self {
        Self {
            key: CallKey { created_at: call.created_at, id: call.script.call_id },
            updated_at: call.updated_at(),
            organization_id: call.line.organization_id,
            assistant_id: call.assistant_id,
            phone_number_id: call.has_phone().then_some(call.line.phone_number_id),
            content: Content::Placed(call),
        }
    }

    pub(crate) fn raw(call: Value) -> Option<Self> {
        let id =
            |name: &str| call.get(name).and_then(Value::as_str).and_then(|text| Uuid::parse_str(text).ok());
        let moment = |name: &str| {
            let text = call.get(name).and_then(Value::as_str)?;
            DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc())
        };
        Some(Self {
            key: CallKey { created_at: moment("createdAt")?, id: id("id")? },
            updated_at: moment("updatedAt")?,
            organization_id: id("orgId")?,
            assistant_id: id("assistantId"),
            phone_number_id: id("phoneNumberId"),
            content: Content::Raw(call),
        })
    }

    pub(crate) fn render(&self) -> Value {
        match &self.content {
            Content::Placed(call) => call.api_object(),
            Content::Raw(call) => call.clone(),
        }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.key.id
    }

    pub(crate) fn created_at(&self) -> DateTime<Utc> {
        self.key.created_at
    }

    pub(crate) fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }

    pub(crate) fn organization_id(&self) -> Uuid {
        self.organization_id
    }

    pub(crate) fn assistant_id(&self) -> Option<Uuid> {
        self.assistant_id
    }

    pub(crate) fn phone_number_id(&self) -> Option<Uuid> {
        self.phone_number_id
    }
}

/// Calls in the order of their creation.
#[derive(Debug, Default)]
pub(crate) struct CallShelf {
    calls: BTreeMap<CallKey, StoredCall>,
    created: HashMap<Uuid, DateTime<Utc>>,
}

impl CallShelf {
    /// The same id again replaces the call.
    pub(crate) fn keep(&mut self, call: StoredCall) {
        if let Some(created_at) = self.created.insert(call.key.id, call.key.created_at) {
            self.calls.remove(&CallKey { created_at, id: call.key.id });
        }
        self.calls.insert(call.key, call);
        if self.calls.len() > MAX_CALLS
            && let Some((oldest, _)) = self.calls.pop_first()
        {
            self.created.remove(&oldest.id);
        }
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<&StoredCall> {
        let created_at = *self.created.get(&id)?;
        self.calls.get(&CallKey { created_at, id })
    }

    /// Newest first.
    pub(crate) fn search(&self, limit: usize, admits: impl Fn(&StoredCall) -> bool) -> Vec<StoredCall> {
        self.calls.values().rev().filter(|call| admits(call)).take(limit).cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.calls.len()
    }

    pub(crate) fn clear(&mut self) {
        self.calls.clear();
        self.created.clear();
    }
}
