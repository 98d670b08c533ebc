//! The query of `GET /call`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::shelf::StoredCall;

/// What Vapi returns when no limit is given.
const DEFAULT_LIMIT: usize = 100;
/// At most 1,000 calls: the most Vapi returns at once.
const MAX_LIMIT: usize = 1000;

#[derive(Clone, Debug)]
pub(crate) struct CallFilter {
    pub(crate) limit: usize,
    id: Option<Uuid>,
    assistant_id: Option<Uuid>,
    phone_number_id: Option<Uuid>,
    created: Window,
    updated: Window,
}

#[derive(Clone, Debug, Default)]
struct Window {
    after: Option<DateTime<Utc>>,
    from: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

impl CallFilter {
    /// Gives all complaints at once, as Vapi's validator does.
    pub(crate) fn parse(query: &[(String, String)]) -> Result<Self, Vec<String>> {
        let mut filter = Self {
            limit: DEFAULT_LIMIT,
            id: None,
            assistant_id: None,
            phone_number_id: None,
            created: Window::default(),
            updated: Window::default(),
        };
        let mut complaints = Vec::new();
        for (name, value) in query {
            if let Err(complaint) = filter.take(name, value) {
                complaints.push(complaint);
            }
        }
        if complaints.is_empty() { Ok(filter) } else { Err(complaints) }
    }

    pub(crate) fn admits(&self, call: &StoredCall) -> bool {
        self.id.is_none_or(|id| id == call.id())
            && self.assistant_id.is_none_or(|id| call.assistant_id() == Some(id))
            && self.phone_number_id.is_none_or(|id| call.phone_number_id() == Some(id))
            && self.created.holds(call.created_at())
            && self.updated.holds(call.updated_at())
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "limit" => self.limit = limit(value)?,
            "id" => self.id = Some(uuid(name, value)?),
            "assistantId" => self.assistant_id = Some(uuid(name, value)?),
            "phoneNumberId" => self.phone_number_id = Some(uuid(name, value)?),
            "createdAtGt" => self.created.after = Some(moment(name, value)?),
            "createdAtGe" => self.created.from = Some(moment(name, value)?),
            "createdAtLt" => self.created.before = Some(moment(name, value)?),
            "createdAtLe" => self.created.until = Some(moment(name, value)?),
            "updatedAtGt" => self.updated.after = Some(moment(name, value)?),
            "updatedAtGe" => self.updated.from = Some(moment(name, value)?),
            "updatedAtLt" => self.updated.before = Some(moment(name, value)?),
            "updatedAtLe" => self.updated.until = Some(moment(name, value)?),
            _ => return Err(format!("property {name} should not exist")),
        }
        Ok(())
    }
}

impl Window {
    fn holds(&self, moment: DateTime<Utc>) -> bool {
        self.after.is_none_or(|after| moment > after)
            && self.from.is_none_or(|from| moment >= from)
            && self.before.is_none_or(|before| moment < before)
            && self.until.is_none_or(|until| moment <= until)
    }
}

fn limit(value: &str) -> Result<usize, String> {
    match value.parse::<i64>() {
        Err(_) => Err("limit must be a number conforming to the specified constraints".to_owned()),
        Ok(number) if number < 0 => Err("limit must not be less than 0".to_owned()),
        Ok(number) => match usize::try_from(number) {
            Ok(limit) if limit <= MAX_LIMIT => Ok(limit),
            _ => Err(format!("limit must not be greater than {MAX_LIMIT}")),
        },
    }
}

fn uuid(name: &str, value: &str) -> Result<Uuid, String> {
    Uuid::parse_str(value).map_err(|_| format!("{name} must be a UUID"))
}

fn moment(name: &str, value: &str) -> Result<DateTime<Utc>, String> {
    let parsed = DateTime::parse_from_rfc3339(value);
    parsed.map(|moment| moment.to_utc()).map_err(|_| format!("{name} must be a valid ISO 8601 date string"))
}
