//! What people are notified of, once each.

use chrono_tz::Tz;
use contracts::DecodeError;
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
    pub(crate) fn of(
        organization: OrganizationId,
        event: NotifiableEvent,
    ) -> Result<Option<Self>, DecodeError> {
        let (call, subject, news) = match event {
            NotifiableEvent::CallEnded(event) => {
                let call = EndedCall::try_from(event.call()?.clone())?;
                (Some(call.id), call.id.0, News::CallEnded(Box::new(call)))
            }
            NotifiableEvent::MessageTaken(event) if !event.urgent => return Ok(None),
            NotifiableEvent::MessageTaken(event) => {
                (event.call()?, event.action()?.0, News::UrgentMessage((*event).into()))
            }
            NotifiableEvent::DriverCalledOut(event) => {
                (event.call()?, event.action()?.0, News::DriverCallout((*event).into()))
            }
        };
        Ok(Some(Self { organization, call, subject, news }))
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
