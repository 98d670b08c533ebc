//! What a tool has before it while it works, and what it hands back.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contracts::Event;
use db::TenantTx;
use db::organizations::Organization;
use domain::{ActionId, CallId, Language, NotificationSettings, OrganizationSettings, PhoneNumber};
use serde_json::Value;

use crate::asked::Caller;
use crate::phone::as_said;
use crate::spoken::{self, Line};
use crate::transfer::Transfer;

/// Who says the events, as ingest runs the tools.
pub(crate) const SOURCE: &str = "webhook-ingest";

pub(crate) struct Desk<'a> {
    pub tx: &'a TenantTx,
    pub organization: &'a Organization,
    pub caller: &'a Caller,
    pub line: Option<&'a PhoneNumber>,
    pub call: Option<CallId>,
    pub vapi_call_id: &'a str,
    pub question_id: &'a str,
    /// Of the action that the tool may come to.
    pub action: ActionId,
    /// When it was asked, in the organization's zone.
    pub now: DateTime<Tz>,
    pub language: Language,
}

/// What a tool call comes to.
pub(crate) enum Done {
    Did(Box<Did>),
    /// The hours, the settings or what is taken did not allow it. Nothing was written.
    Refused(Line),
    /// It can't be used like this. Nothing was written.
    Wrong(Line),
}

pub(crate) struct Did {
    pub line: Line,
    pub action: Option<Action>,
    pub follow_up: Option<Transfer>,
}

/// What is on record of a call as done in it, or to be done.
pub(crate) struct Action {
    pub kind: &'static str,
    /// By the names of the tool's parameters.
    pub data: Value,
    pub status: &'static str,
    pub due_at: Option<DateTime<Utc>>,
    pub urgency: Option<&'static str>,
}

impl Action {
    pub(crate) fn completed(kind: &'static str, data: Value) -> Self {
        Self { kind, data, status: "completed", due_at: None, urgency: None }
    }

    pub(crate) fn pending(kind: &'static str, data: Value) -> Self {
        Self { kind, data, status: "pending", due_at: None, urgency: None }
    }
}

impl Done {
    /// Nothing had to be written for this answer.
    pub(crate) fn told(line: Line) -> Self {
        Self::Did(Box::new(Did { line, action: None, follow_up: None }))
    }

    pub(crate) fn acted(line: Line, action: Action) -> Self {
        Self::Did(Box::new(Did { line, action: Some(action), follow_up: None }))
    }
}

impl Desk<'_> {
    pub(crate) fn settings(&self) -> &OrganizationSettings {
        &self.organization.settings
    }

    pub(crate) fn words(&self, line: &Line) -> String {
        spoken::say(line, self.now, self.language)
    }

    pub(crate) fn organization_id(&self) -> String {
        self.organization.id.to_string()
    }

    pub(crate) fn call_id(&self) -> Option<String> {
        self.call.map(|call| call.to_string())
    }

    /// Says an event, once the transaction commits.
    pub(crate) async fn event<E: Event>(&self, event: &E) -> db::Result<()> {
        outbox::append(self.tx, event, SOURCE).await
    }

    /// The number that was said, or the one that the caller calls from; an error where what was said is no number.
    pub(crate) fn number(&self, said: Option<&str>) -> Result<Option<PhoneNumber>, Line> {
        match said {
            None => Ok(self.caller.number.clone()),
            Some(said) => {
                let home = self.line.or(self.caller.number.as_ref());
                as_said(said, home).map(Some).ok_or(Line::NoNumber)
            }
        }
    }

    /// Whether the number is the one that the caller calls from.
    pub(crate) fn is_callers(&self, number: &PhoneNumber) -> bool {
        self.caller.number.as_ref() == Some(number)
    }

    /// Whether anyone hears at once of what is urgent.
    pub(crate) fn somebody_is_told(&self) -> bool {
        let NotificationSettings { sms, email } = &self.settings().notifications;
        (sms.enabled && !sms.numbers.is_empty()) || (email.enabled && !email.addresses.is_empty())
    }

    /// Whether dispatch hears at once of a driver who calls out.
    pub(crate) fn dispatch_is_told(&self) -> bool {
        let sms = &self.settings().notifications.sms;
        (sms.enabled && !sms.dispatch_numbers.is_empty()) || self.somebody_is_told()
    }
}
