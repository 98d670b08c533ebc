//! What can't wait for the end of the call, as a text. Pure.

#[cfg(test)]
mod tests;
mod words;

use chrono::{DateTime, Utc};
use contracts::moment;
use contracts::work::{DriverCalledOut, MessageTaken};
use domain::{CallId, Language, Zone};
use url::Url;

use crate::text::{EmailText, call_link, date_and_time, fact, is_blank, one_line, paragraphs, sms_of};

use self::words::Words;

/// At most seven segments of an SMS, 469 units with a sign in it, which people still read.
const MAX_SEGMENTS: usize = 7;

/// A message that a caller left, to be read at once.
pub(crate) struct UrgentMessage {
    message: String,
    caller_name: Option<String>,
    caller_phone: Option<String>,
    message_for: Option<String>,
    at: Option<DateTime<Utc>>,
}

/// A driver who can't come to work.
pub(crate) struct DriverCallout {
    driver_name: String,
    reason: String,
    route_number: Option<String>,
    expected_return: Option<String>,
    notes: Option<String>,
    at: Option<DateTime<Utc>>,
}

/// An alert in the words of a language.
pub(crate) struct Alert {
    sign: &'static str,
    headline: &'static str,
    who: Option<String>,
    facts: Vec<(&'static str, String)>,
    /// What may be long.
    message: Option<(&'static str, String)>,
    at: Option<DateTime<Utc>>,
}

/// What an e-mail needs to know besides.
pub(crate) struct Place<'a> {
    pub(crate) timezone: Zone,
    pub(crate) language: Language,
    pub(crate) call: Option<CallId>,
    pub(crate) app_url: &'a Url,
}

impl UrgentMessage {
    pub(crate) fn alert(&self, language: Language) -> Alert {
        let words = Words::of(language);
        let facts = [
            (words.from, &self.caller_name),
            (words.phone, &self.caller_phone),
            (words.message_for, &self.message_for),
        ];
        Alert {
            sign: "⚠️",
            headline: words.urgent_message,
            who: self.caller_name.as_ref().or(self.caller_phone.as_ref()).cloned(),
            facts: known(facts),
            message: unless_blank(Some(self.message.clone())).map(|message| (words.message, message)),
            at: self.at,
        }
    }
}

impl DriverCallout {
    pub(crate) fn alert(&self, language: Language) -> Alert {
        let words = Words::of(language);
        let facts = [
            (words.driver, &Some(self.driver_name.clone())),
            (words.reason, &Some(words.callout_reason(&self.reason))),
            (words.route, &self.route_number),
            (words.expected_return, &self.expected_return),
        ];
        Alert {
            sign: "🚨",
            headline: words.driver_callout,
            who: unless_blank(Some(self.driver_name.clone())),
            facts: known(facts),
            message: self.notes.clone().map(|notes| (words.notes, notes)),
            at: self.at,
        }
    }
}

impl Alert {
    /// A line each, and as much of the message as fits.
    pub(crate) fn sms(&self) -> String {
        let mut lines = vec![format!("{} {}", self.sign, self.headline.to_uppercase())];
        lines.extend(self.facts.iter().map(|(name, value)| format!("{name}: {}", fact(value))));
        let text = lines.join("\n");
        match &self.message {
            Some((name, message)) => sms_of(&format!("{text}\n{name}: "), &one_line(message), MAX_SEGMENTS),
            None => text,
        }
    }

    /// The facts, the whole message, and where to read more.
    pub(crate) fn email(&self, place: &Place<'_>) -> EmailText {
        let words = Words::of(place.language);
        let subject = match &self.who {
            Some(who) => format!("{}: {}", self.headline, fact(who)),
            None => self.headline.to_owned(),
        };
        let mut facts: Vec<String> =
            self.facts.iter().map(|(name, value)| format!("{name}: {}", one_line(value))).collect();
        if let Some(at) = self.at {
            let at = date_and_time(at, place.timezone, place.language);
            facts.push(format!("{}: {at}", words.when));
        }
        let message = self.message.as_ref().map(|(_, message)| paragraphs(message));
        let link = place.call.map(|call| call_link(call, place.app_url));
        let parts = [Some(subject.clone()), Some(facts.join("\n")), message, link];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        EmailText { subject, text: format!("{}\n", parts.join("\n\n")) }
    }
}

fn known<const COUNT: usize>(facts: [(&'static str, &Option<String>); COUNT]) -> Vec<(&'static str, String)> {
    facts.into_iter().filter_map(|(name, value)| Some((name, unless_blank(value.clone())?))).collect()
}

impl From<MessageTaken> for UrgentMessage {
    fn from(event: MessageTaken) -> Self {
        Self {
            message: event.message,
            caller_name: unless_blank(event.caller_name),
            caller_phone: unless_blank(event.caller_phone),
            message_for: unless_blank(event.message_for),
            at: event.taken_at.as_ref().and_then(moment),
        }
    }
}

impl From<DriverCalledOut> for DriverCallout {
    fn from(event: DriverCalledOut) -> Self {
        Self {
            driver_name: event.driver_name,
            reason: event.reason,
            route_number: unless_blank(event.route_number),
            expected_return: unless_blank(event.expected_return),
            notes: unless_blank(event.additional_notes),
            at: event.called_out_at.as_ref().and_then(moment),
        }
    }
}

fn unless_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !is_blank(text))
}
