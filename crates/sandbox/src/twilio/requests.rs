//! What a client of Twilio sends: Basic credentials, a form, list filters.

use std::collections::HashMap;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Query;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::credentials::{ACCOUNT_SID, AUTH_TOKEN};
use super::rejection::Rejection;
use super::sms::Sms;

/// At most 1,600 characters: Twilio's own limit of one message's text.
const MAX_BODY_CHARACTERS: usize = 1600;
const DEFAULT_PAGE_SIZE: usize = 50;
const MAX_PAGE_SIZE: usize = 1000;

pub(crate) struct Authorized {
    pub(crate) sid: String,
}

impl FromRequest for Authorized {
    type Error = Rejection;
    type Future = Ready<Result<Self, Rejection>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(authorize(request).ok_or(Rejection::Unauthenticated))
    }
}

fn authorize(request: &HttpRequest) -> Option<Authorized> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let decoded = STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
    let account = request.match_info().get("account")?;
    let known = decoded == format!("{ACCOUNT_SID}:{AUTH_TOKEN}").as_bytes() && account == ACCOUNT_SID;
    known.then(|| Authorized { sid: account.to_owned() })
}

pub(crate) struct NewMessage {
    pub(crate) to: String,
    pub(crate) from: Option<String>,
    pub(crate) messaging_service_sid: Option<String>,
    pub(crate) body: String,
}

impl NewMessage {
    pub(crate) fn parse(form: &[u8]) -> Result<Self, Rejection> {
        let text = str::from_utf8(form).map_err(|_| Rejection::NoBody)?;
        let fields = Query::<HashMap<String, String>>::from_query(text).map_err(|_| Rejection::NoBody)?;
        let field = |name: &str| fields.get(name).filter(|value| !value.is_empty()).cloned();
        let to = field("To").ok_or(Rejection::NoTo)?;
        if !is_e164(&to) {
            return Err(Rejection::InvalidTo(to));
        }
        let (from, messaging_service_sid) = (field("From"), field("MessagingServiceSid"));
        match &from {
            Some(number) if number.starts_with('+') && !is_e164(number) => {
                return Err(Rejection::InvalidFrom(number.clone()));
            }
            None if messaging_service_sid.is_none() => return Err(Rejection::NoFrom),
            _ => {}
        }
        let body = field("Body").ok_or(Rejection::NoBody)?;
        if body.chars().count() > MAX_BODY_CHARACTERS {
            return Err(Rejection::BodyTooLong);
        }
        Ok(Self { to, from, messaging_service_sid, body })
    }
}

fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else {
        return false;
    };
    (8..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[derive(Debug)]
pub(crate) struct MessageFilter {
    to: Option<String>,
    from: Option<String>,
    sent_from: Option<DateTime<Utc>>,
    sent_before: Option<DateTime<Utc>>,
    pub(crate) page: usize,
    pub(crate) page_size: usize,
}

impl MessageFilter {
    pub(crate) fn parse(query: &[(String, String)]) -> Result<Self, Rejection> {
        let mut filter = Self {
            to: None,
            from: None,
            sent_from: None,
            sent_before: None,
            page: 0,
            page_size: DEFAULT_PAGE_SIZE,
        };
        for (name, value) in query {
            match name.as_str() {
                "To" => filter.to = Some(value.clone()),
                "From" => filter.from = Some(value.clone()),
                "DateSent" => {
                    let (start, end) = moments(value)?;
                    (filter.sent_from, filter.sent_before) = (Some(start), Some(end));
                }
                "DateSent>" => filter.sent_from = Some(moments(value)?.0),
                "DateSent<" => filter.sent_before = Some(moments(value)?.1),
                "Page" => filter.page = value.parse().map_err(|_| Rejection::InvalidPage)?,
                "PageSize" => {
                    let page_size: usize = value.parse().map_err(|_| Rejection::InvalidPage)?;
                    filter.page_size = page_size.clamp(1, MAX_PAGE_SIZE);
                }
                // Twilio ignores what it does not know, its own PageToken included here.
                _ => {}
            }
        }
        Ok(filter)
    }

    pub(crate) fn admits(&self, sms: &Sms) -> bool {
        self.to.as_ref().is_none_or(|to| *to == sms.to)
            && self.from.as_ref().is_none_or(|from| sms.from.as_ref() == Some(from))
            && self.sent_from.is_none_or(|start| sms.created_at >= start)
            && self.sent_before.is_none_or(|end| sms.created_at < end)
    }
}

/// When a day or a moment begins, and when it is over.
fn moments(value: &str) -> Result<(DateTime<Utc>, DateTime<Utc>), Rejection> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(value) {
        let start = moment.to_utc();
        return Ok((start, start + TimeDelta::seconds(1)));
    }
    let day = value.parse::<NaiveDate>().map_err(|_| Rejection::InvalidDate(value.to_owned()))?;
    let start = day.and_time(NaiveTime::MIN).and_utc();
    Ok((start, start + TimeDelta::days(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_in_international_form_are_numbers() {
        assert!(is_e164("+14155550199") && is_e164("+74951234567"));
        for wrong in ["4155550199", "+0155550199", "+1415555", "+1415-555-0199", "", "+1234567890123456"] {
            assert!(!is_e164(wrong), "{wrong}");
        }
    }
}
