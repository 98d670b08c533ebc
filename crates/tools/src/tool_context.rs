//! What a live tool has at hand, and what it returns.

use bookings::{Author, BookingError, Calendar};
use chrono::{DateTime, Utc};
use contracts::Event;
use db::TenantTx;
use db::live_questions::Question;
use db::organizations::Organization;
use domain::call::{ActionStatus, Urgency};
use domain::{
    ActionId, CallId, Country, Language, NotificationSettings, OrganizationSettings, PhoneError, PhoneNumber,
    Zone,
};
use serde_json::Value;

use crate::SOURCE;
use crate::request::Caller;
use crate::spoken::{self, SpokenLine};
use crate::transfer::Transfer;

#[derive(Clone, Copy)]
pub(crate) struct ToolContext<'a> {
    pub tx: &'a TenantTx,
    pub organization: &'a Organization,
    pub caller: &'a Caller,
    pub line: Option<&'a PhoneNumber>,
    pub call: Option<CallId>,
    /// Nothing was answered in this conversation before: it is on record only now.
    pub is_first: bool,
    pub question: &'a Question,
    /// The id of the action that the tool may record.
    pub action: ActionId,
    /// When it was asked, in the organization's zone.
    pub now: DateTime<Zone>,
    pub language: Language,
}

/// What a tool returns.
pub(crate) enum ToolReply {
    Completed(Box<Completed>),
    /// The hours, the settings or what is taken did not allow it. Nothing was written.
    Rejected(SpokenLine),
    /// The tool is unknown or its arguments are unreadable. Nothing was written.
    Invalid(SpokenLine),
}

pub(crate) struct Completed {
    pub line: SpokenLine,
    pub action: Option<Action>,
    pub follow_up: Option<Transfer>,
}

/// What is on record of a call as done in it, or to be done.
pub(crate) struct Action {
    /// By the names of the tool's parameters.
    pub data: Value,
    pub status: ActionStatus,
    pub due_at: Option<DateTime<Utc>>,
    pub urgency: Option<Urgency>,
}

impl Action {
    pub(crate) fn completed(data: Value) -> Self {
        Self { data, status: ActionStatus::Completed, due_at: None, urgency: None }
    }

    pub(crate) fn pending(data: Value) -> Self {
        Self { data, status: ActionStatus::Pending, due_at: None, urgency: None }
    }
}

impl ToolReply {
    /// Nothing had to be written for this answer.
    pub(crate) fn spoken(line: SpokenLine) -> Self {
        Self::Completed(Box::new(Completed { line, action: None, follow_up: None }))
    }

    /// Why an appointment was not made or changed.
    pub(crate) fn not_booked(error: BookingError) -> db::Result<Self> {
        match error {
            BookingError::Rejected(rejection) => Ok(Self::Rejected(rejection.into())),
            BookingError::Database(error) => Err(error),
        }
    }

    pub(crate) fn with_action(line: SpokenLine, action: Action) -> Self {
        Self::Completed(Box::new(Completed { line, action: Some(action), follow_up: None }))
    }
}

impl ToolContext<'_> {
    pub(crate) fn settings(&self) -> &OrganizationSettings {
        &self.organization.settings
    }

    pub(crate) fn calendar(&self) -> Calendar<'_> {
        Calendar::of(self.settings(), self.now)
    }

    /// As whom it changes appointments.
    pub(crate) fn author(&self) -> Author<'_> {
        Author { made_by: &self.question.question_id, source: SOURCE }
    }

    pub(crate) fn words(&self, line: &SpokenLine) -> String {
        spoken::say(line, self.now, self.language)
    }

    pub(crate) fn call_id(&self) -> Option<String> {
        self.call.map(|call| call.to_string())
    }

    /// Publishes an event, once the transaction commits.
    pub(crate) async fn event<E: Event>(&self, event: E) -> db::Result<()> {
        outbox::append(self.tx, event, SOURCE).await
    }

    /// The number that was said, or the one that the caller calls from; an error where what was said can't be
    /// one. What only holds the place of a number was not said, nor is one that is withheld.
    pub(crate) fn number(&self, said: Option<&str>) -> Result<Option<PhoneNumber>, PhoneError> {
        match said.map(|said| PhoneNumber::read(said, self.country())) {
            None | Some(Err(PhoneError::NoNumber | PhoneError::Withheld)) => Ok(self.caller.number.clone()),
            Some(read) => read.map(Some),
        }
    }

    /// A number as it is compared: what was said where it can't be read.
    pub(crate) fn number_meant(&self, said: Option<&str>) -> Option<String> {
        self.number(said).ok().flatten().map(String::from).or_else(|| said.map(str::to_owned))
    }

    /// The country of numbers that are said without one: of the line, else of the organization, else of the
    /// caller.
    fn country(&self) -> Option<Country> {
        let of_line = self.line.and_then(PhoneNumber::country);
        let of_caller = || self.caller.number.as_ref().and_then(PhoneNumber::country);
        of_line.or(self.settings().country).or_else(of_caller)
    }

    /// Whether the number is the one that the caller calls from, however it is dialled.
    pub(crate) fn is_callers(&self, number: &PhoneNumber) -> bool {
        self.caller.number.as_ref().is_some_and(|own| own.matches(number))
    }

    /// Whether urgent news is sent to someone at once.
    pub(crate) fn somebody_is_notified(&self) -> bool {
        let NotificationSettings { sms, email } = &self.settings().notifications;
        (sms.enabled && !sms.numbers.is_empty()) || (email.enabled && !email.addresses.is_empty())
    }

    /// Whether a callout is sent to dispatch at once.
    pub(crate) fn dispatch_is_notified(&self) -> bool {
        let sms = &self.settings().notifications.sms;
        (sms.enabled && !sms.dispatch_numbers.is_empty()) || self.somebody_is_notified()
    }
}
