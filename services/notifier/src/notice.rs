//! What people are notified of, once each.

use chrono_tz::Tz;
use contracts::DecodeError;
use contracts::calls::CallEnded;
use contracts::work::{DriverCalledOut, MessageTaken};
use domain::{CallId, Language, OrganizationId};
use url::Url;
use uuid::Uuid;

use crate::alert::{self, DriverCallout, UrgentMessage};
use crate::call::EndedCall;
use crate::notifiable_event::NotifiableEvent;
use crate::summary;
use crate::text::EmailText;

pub(crate) struct Notice {
    pub(crate) organization: OrganizationId,
    /// `None` for what came without a call.
    pub(crate) call: Option<CallId>,
    /// What it is about: the call itself, or what was done in it.
    pub(crate) subject: Uuid,
    pub(crate) news: News,
}

pub(crate) enum News {
    CallEnded(Box<EndedCall>),
    UrgentMessage(UrgentMessage),
    DriverCallout(DriverCallout),
}

impl Notice {
    /// `None` for what needs no notification: a message that can wait.
    pub(crate) fn of(event: NotifiableEvent) -> Result<Option<Self>, DecodeError> {
        match event {
            NotifiableEvent::CallEnded(event) => Self::of_call(*event).map(Some),
            NotifiableEvent::MessageTaken(event) if !event.urgent => Ok(None),
            NotifiableEvent::MessageTaken(event) => Self::of_message(*event).map(Some),
            NotifiableEvent::DriverCalledOut(event) => Self::of_callout(*event).map(Some),
        }
    }

    pub(crate) fn sms(&self, language: Language) -> String {
        match &self.news {
            News::CallEnded(call) => summary::sms(call),
            News::UrgentMessage(message) => message.alert(language).sms(),
            News::DriverCallout(callout) => callout.alert(language).sms(),
        }
    }

    pub(crate) fn email(&self, timezone: Tz, language: Language, app_url: &Url) -> EmailText {
        let place = alert::Place { timezone, language, call: self.call, app_url };
        match &self.news {
            News::CallEnded(call) => summary::email(call, timezone, app_url),
            News::UrgentMessage(message) => message.alert(language).email(&place),
            News::DriverCallout(callout) => callout.alert(language).email(&place),
        }
    }

    fn of_call(event: CallEnded) -> Result<Self, DecodeError> {
        let call = event.call()?.clone();
        let organization = call.organization()?;
        let call = EndedCall::try_from(call)?;
        let (id, subject) = (Some(call.id), call.id.0);
        Ok(Self { organization, call: id, subject, news: News::CallEnded(Box::new(call)) })
    }

    fn of_message(event: MessageTaken) -> Result<Self, DecodeError> {
        Ok(Self {
            organization: event.organization()?,
            call: event.call()?,
            subject: event.action()?.0,
            news: News::UrgentMessage(event.into()),
        })
    }

    fn of_callout(event: DriverCalledOut) -> Result<Self, DecodeError> {
        Ok(Self {
            organization: event.organization()?,
            call: event.call()?,
            subject: event.action()?.0,
            news: News::DriverCallout(event.into()),
        })
    }
}

impl News {
    /// As the delivery log names it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::CallEnded(_) => "call-summary",
            Self::UrgentMessage(_) => "urgent-message",
            Self::DriverCallout(_) => "driver-callout",
        }
    }
}
