//! Putting a caller through: to whom, and when somebody is there.

use std::fmt;

use chrono::{DateTime, Utc};
use db::organizations::Organization;
use domain::{ActionId, CallId, Language, OrganizationId, PhoneNumber, TransferNumber, Zone};

use crate::spoken::{self, AboutTransfer, SpokenLine};

/// Somebody is there for an emergency at all hours, unless its number says otherwise.
const ALWAYS_THERE: &str = "emergency";

/// A transfer on record, to be asked of Vapi.
#[derive(Clone)]
pub struct Transfer {
    pub action: ActionId,
    /// The organization's name for it.
    pub destination: String,
    pub number: PhoneNumber,
    pub extension: Option<String>,
    /// The caller is announced to the person before they are put through.
    pub warm: bool,
    pub reason: String,
    /// To be answered, and spoken by Vapi while it transfers.
    pub say: String,
    /// To be answered when Vapi does not take it.
    pub otherwise: String,
    pub(crate) organization: OrganizationId,
    pub(crate) call: Option<CallId>,
    pub(crate) vapi_call_id: String,
    pub(crate) question_id: String,
}

impl fmt::Debug for Transfer {
    /// Neither the number nor what callers said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfer").field("action", &self.action).finish_non_exhaustive()
    }
}

/// Where a caller can be put through to now.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The organization's name for it.
    pub name: &'a str,
    pub number: &'a TransferNumber,
}

/// Why a caller can't be put through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The organization has no such destination.
    Unknown { destination: String },
    /// Nobody picks up at this hour.
    Closed { destination: String, opens: Option<DateTime<Zone>> },
}

/// The destination of this name, if somebody is there at this moment.
pub fn destination<'a>(
    organization: &'a Organization,
    name: &str,
    at: DateTime<Utc>,
) -> Result<Destination<'a>, Unavailable> {
    let settings = &organization.settings;
    let destination = name.trim().to_lowercase();
    let found = settings.transfer_numbers.iter().find(|(known, _)| known.to_lowercase() == destination);
    let Some((name, number)) = found else {
        return Err(Unavailable::Unknown { destination });
    };
    let general = settings.business_hours.as_ref().filter(|_| destination != ALWAYS_THERE);
    let at = at.with_timezone(&organization.timezone);
    match number.hours.as_ref().or(general) {
        Some(hours) if !hours.is_open(at) => {
            Err(Unavailable::Closed { destination, opens: hours.next_opening(at) })
        }
        _ => Ok(Destination { name, number }),
    }
}

impl Unavailable {
    /// In words for the caller, with the offer to take a message.
    pub fn say(&self, now: DateTime<Zone>, language: Language) -> String {
        spoken::say(&self.line(), now, language)
    }

    pub(crate) fn line(&self) -> SpokenLine {
        match self {
            Self::Unknown { destination } => AboutTransfer::Unknown { at: destination.clone() }.into(),
            Self::Closed { destination, opens } => {
                AboutTransfer::Closed { at: destination.clone(), opens: *opens }.into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use domain::{BusinessHours, Opening, OrganizationSettings};
    use serde_json::json;

    use super::*;

    fn new_york() -> domain::Zone {
        "America/New_York".parse().unwrap()
    }

    fn organization() -> Organization {
        let settings = json!({"transfer_numbers": {
            "Dispatch": "+14155550101",
            "emergency": "+14155550102",
            "manager": {"number": "+14155550103", "hours": {"saturday": ["10:00-12:00"]}},
        }});
        let hours = BusinessHours::weekdays(Opening::parse("09:00-17:00").unwrap());
        let settings: OrganizationSettings = serde_json::from_value(settings).unwrap();
        Organization {
            id: OrganizationId(uuid::Uuid::nil()),
            name: "Acme".to_owned(),
            timezone: new_york(),
            settings: OrganizationSettings { business_hours: Some(hours), ..settings },
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap().to_utc()
    }

    #[test]
    fn somebody_is_there_in_their_own_hours_or_else_in_business_hours() {
        let organization = organization();
        let (friday, saturday, night) =
            (at("2026-11-20T11:00:00"), at("2026-11-21T11:00:00"), at("2026-11-20T23:00:00"));
        for (name, when, is_there) in [
            ("dispatch", friday, true),
            (" DISPATCH ", friday, true),
            ("dispatch", saturday, false),
            ("manager", friday, false),
            ("manager", saturday, true),
            ("emergency", night, true),
        ] {
            assert_eq!(destination(&organization, name, when).is_ok(), is_there, "{name} at {when}");
        }
    }

    #[test]
    fn who_is_not_there_says_when_they_will_be_and_who_does_not_exist_never_is() {
        let organization = organization();
        let closed = destination(&organization, "dispatch", at("2026-11-20T23:00:00")).unwrap_err();
        let opens = Some(at("2026-11-23T09:00:00").with_timezone(&new_york()));
        assert_eq!(closed, Unavailable::Closed { destination: "dispatch".to_owned(), opens });
        let unknown = destination(&organization, "sales", at("2026-11-20T11:00:00")).unwrap_err();
        assert_eq!(unknown, Unavailable::Unknown { destination: "sales".to_owned() });
    }
}
