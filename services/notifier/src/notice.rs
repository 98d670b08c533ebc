//! What people are notified of, once each.

use contracts::DecodeError;
use contracts::calls::Call;
use domain::{CallId, Language, OrganizationId, Zone};
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
    /// Its summary came after people were notified of its end.
    CallSummarized(Box<EndedCall>),
    UrgentMessage(UrgentMessage),
    DriverCallout(DriverCallout),
}

impl Notice {
    /// `None` for what needs no notification: a call of the past, or a message that can wait.
    pub(crate) fn of(
        organization: OrganizationId,
        event: NotifiableEvent,
    ) -> Result<Option<Self>, DecodeError> {
        let (call, subject, news) = match event {
            // The first is of the past, the second settles later.
            NotifiableEvent::CallEnded(event) if event.historic || event.awaits_report => return Ok(None),
            NotifiableEvent::CallSummarized(event) if event.historic => return Ok(None),
            NotifiableEvent::CallEnded(event) => of_call(event.call()?, News::CallEnded)?,
            NotifiableEvent::CallSettled(event) => of_call(event.call()?, News::CallEnded)?,
            NotifiableEvent::CallSummarized(event) => of_call(event.call()?, News::CallSummarized)?,
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
            News::CallEnded(call) | News::CallSummarized(call) => summary::sms(call, language),
            News::UrgentMessage(message) => message.alert(language).sms(),
            News::DriverCallout(callout) => callout.alert(language).sms(),
        }
    }

    pub(crate) fn email(&self, timezone: Zone, language: Language, app_url: &Url) -> EmailText {
        let place = alert::Place { timezone, language, call: self.call, app_url };
        match &self.news {
            News::CallEnded(call) | News::CallSummarized(call) => {
                summary::email(call, timezone, language, app_url)
            }
            News::UrgentMessage(message) => message.alert(language).email(&place),
            News::DriverCallout(callout) => callout.alert(language).email(&place),
        }
    }
}

fn of_call(
    call: &Call,
    news: fn(Box<EndedCall>) -> News,
) -> Result<(Option<CallId>, Uuid, News), DecodeError> {
    let call = EndedCall::try_from(call.clone())?;
    Ok((Some(call.id), call.id.0, news(Box::new(call))))
}

impl News {
    /// As the delivery log names it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::CallEnded(_) => "call-summary",
            Self::CallSummarized(_) => "call-follow-up",
            Self::UrgentMessage(_) => "urgent-message",
            Self::DriverCallout(_) => "driver-callout",
        }
    }
}
