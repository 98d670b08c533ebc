//! What a list of calls is asked for.

use chrono::{DateTime, TimeDelta, Utc};
use db::calls::{CallFilter, Cursor};
use domain::PhoneNumber;
use domain::call::{FaultOwner, VapiCallId};

use crate::query::{ParameterError, Refusal, read};

/// A page that people look through without waiting.
const DEFAULT_LIMIT: u64 = 50;
/// More in one answer would be slow to make and slow to read; the cursor leads on.
const MAX_LIMIT: u64 = 200;
/// Vapi's own words are shorter, the longest reasons of an end included.
const MAX_WORD_CHARACTERS: usize = 200;
/// Vapi knows six statuses.
const MAX_WORDS: usize = 20;

/// A page of calls as it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) filter: CallFilter,
    pub(super) after: Option<Cursor>,
    pub(super) limit: u64,
}

impl Wanted {
    pub(super) fn parse(query: &str) -> Result<Self, Vec<ParameterError>> {
        let mut wanted = Self { filter: CallFilter::default(), after: None, limit: DEFAULT_LIMIT };
        read(query, |name, value| wanted.take(name, value))?;
        Ok(wanted)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        let filter = &mut self.filter;
        match name {
            "status" => filter.statuses = words(value)?,
            "type" => filter.call_type = Some(word(value)?),
            "ended_reason" => filter.ended_reason = Some(word(value)?),
            "fault_owner" => filter.fault_owner = Some(parsed::<FaultOwner>(value)?.to_string()),
            "vapi_call_id" => {
                let id = VapiCallId::parse(value).map_err(|error| Refusal::Invalid(error.to_string()))?;
                filter.vapi_call_id = Some(id.to_string());
            }
            "assistant_id" => filter.assistant = Some(parsed(value)?),
            "contact_id" => filter.contact = Some(parsed(value)?),
            "customer_number" => filter.customer_number = Some(number(value)?.into()),
            "created_at[gte]" => self.begin(up_to_micros(moment(value)?)),
            "created_at[gt]" => self.begin(after_micros(moment(value)?)),
            "created_at[lt]" => self.end(up_to_micros(moment(value)?)),
            "created_at[lte]" => self.end(after_micros(moment(value)?)),
            "after" => {
                let cursor = value.parse().map_err(|_| Refusal::expected("the next_cursor of a page"))?;
                self.after = Some(cursor);
            }
            "limit" => self.limit = limit(value)?,
            _ => return Err(Refusal::Unknown),
        }
        Ok(())
    }

    fn begin(&mut self, from: DateTime<Utc>) {
        self.filter.created_from = self.filter.created_from.max(Some(from));
    }

    fn end(&mut self, before: DateTime<Utc>) {
        let known = self.filter.created_before.unwrap_or(before);
        self.filter.created_before = Some(known.min(before));
    }
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(value: &str) -> Result<T, Refusal> {
    value.parse().map_err(|error: T::Err| Refusal::Invalid(error.to_string()))
}

/// One word, or `in:` and several.
fn words(value: &str) -> Result<Vec<String>, Refusal> {
    match value.strip_prefix("in:") {
        None => Ok(vec![word(value)?]),
        Some(list) if list.split(',').count() > MAX_WORDS => {
            Err(Refusal::expected(format_args!("at most {MAX_WORDS} words")))
        }
        Some(list) => list.split(',').map(word).collect(),
    }
}

/// The lists of words are Vapi's and open, so that any word is taken that could be one.
fn word(value: &str) -> Result<String, Refusal> {
    let fits = (1..=MAX_WORD_CHARACTERS).contains(&value.len());
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if fits && plain {
        Ok(value.to_owned())
    } else {
        Err(Refusal::expected("a word of letters, digits, dots, dashes and underscores"))
    }
}

fn number(value: &str) -> Result<PhoneNumber, Refusal> {
    parsed(&with_plus(value, 0))
}

fn moment(value: &str) -> Result<DateTime<Utc>, Refusal> {
    // `+02:00` has six characters.
    let offset = value.len().saturating_sub(6);
    DateTime::parse_from_rfc3339(&with_plus(value, offset))
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| Refusal::expected("a moment, RFC 3339: 2026-11-20T16:00:00Z"))
}

/// A plus that the caller did not escape arrives as a space: puts it back.
fn with_plus(value: &str, place: usize) -> String {
    match (value.get(..place), value.get(place..).and_then(|rest| rest.strip_prefix(' '))) {
        (Some(before), Some(after)) => format!("{before}+{after}"),
        _ => value.to_owned(),
    }
}

/// Postgres counts in microseconds: the first of them that is not before a moment.
fn up_to_micros(moment: DateTime<Utc>) -> DateTime<Utc> {
    if moment.timestamp_subsec_nanos().is_multiple_of(1000) { moment } else { after_micros(moment) }
}

/// The first microsecond after a moment.
fn after_micros(moment: DateTime<Utc>) -> DateTime<Utc> {
    let whole = moment - TimeDelta::nanoseconds(i64::from(moment.timestamp_subsec_nanos() % 1000));
    whole.checked_add_signed(TimeDelta::microseconds(1)).unwrap_or(whole)
}

fn limit(value: &str) -> Result<u64, Refusal> {
    let limit = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.ok_or_else(|| Refusal::expected(format_args!("a whole number from 1 to {MAX_LIMIT}")))
}

#[cfg(test)]
mod tests {
    use domain::{AssistantId, CallId};
    use uuid::Uuid;

    use super::*;

    fn parse(query: &str) -> Wanted {
        Wanted::parse(query).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn without_parameters_the_newest_fifty_are_wanted() {
        let wanted = parse("");
        assert_eq!((wanted.limit, wanted.after), (50, None));
        assert!(wanted.filter.statuses.is_empty());
    }

    #[test]
    fn one_status_or_several_may_be_asked_for() {
        assert_eq!(parse("status=in-progress").filter.statuses, ["in-progress"]);
        assert_eq!(parse("status=in:ended,failed").filter.statuses, ["ended", "failed"]);
        assert_eq!(parse("status=in%3Aended%2Cfailed").filter.statuses, ["ended", "failed"]);
    }

    #[test]
    fn every_filter_reaches_its_column() {
        let id = Uuid::from_u128(7);
        let filter = parse(&format!(
            "type=inbound&ended_reason=call.in-progress.error-vapifault-x&fault_owner=vapi&vapi_call_id=abc-1\
             &assistant_id=asst_{}&contact_id={id}&customer_number=%2B14155550199",
            id.simple()
        ))
        .filter;
        assert_eq!(filter.call_type.as_deref(), Some("inbound"));
        assert_eq!(filter.ended_reason.as_deref(), Some("call.in-progress.error-vapifault-x"));
        assert_eq!(filter.fault_owner.as_deref(), Some("vapi"));
        assert_eq!(filter.vapi_call_id.as_deref(), Some("abc-1"));
        assert_eq!(filter.assistant, Some(AssistantId(id)));
        assert_eq!(filter.contact, Some(domain::ContactId(id)));
        assert_eq!(filter.customer_number.as_deref(), Some("+14155550199"));
    }

    #[test]
    fn a_plus_that_was_not_escaped_is_understood() {
        assert_eq!(
            parse("customer_number=+14155550199").filter.customer_number.as_deref(),
            Some("+14155550199")
        );
        let filter = parse("created_at[gte]=2026-11-20T18:00:00+02:00").filter;
        assert_eq!(filter.created_from, Some(at("2026-11-20T16:00:00Z")));
    }

    #[test]
    fn bounds_of_time_are_exact_to_the_microsecond() {
        let day = "2026-11-20T16:00:00Z";
        assert_eq!(parse(&format!("created_at[gte]={day}")).filter.created_from, Some(at(day)));
        assert_eq!(parse(&format!("created_at[lt]={day}")).filter.created_before, Some(at(day)));
        let next = Some(at("2026-11-20T16:00:00.000001Z"));
        assert_eq!(parse(&format!("created_at[gt]={day}")).filter.created_from, next);
        assert_eq!(parse(&format!("created_at[lte]={day}")).filter.created_before, next);
        let finer = "2026-11-20T16:00:00.0000005Z";
        for bound in ["gt", "gte"] {
            assert_eq!(parse(&format!("created_at[{bound}]={finer}")).filter.created_from, next, "{bound}");
        }
    }

    #[test]
    fn of_two_bounds_on_one_side_the_tighter_one_holds() {
        let filter = parse(
            "created_at[gte]=2026-11-20T00:00:00Z&created_at[gt]=2026-11-01T00:00:00Z\
             &created_at[lt]=2026-11-25T00:00:00Z&created_at[lte]=2026-11-28T00:00:00Z",
        )
        .filter;
        assert_eq!(filter.created_from, Some(at("2026-11-20T00:00:00Z")));
        assert_eq!(filter.created_before, Some(at("2026-11-25T00:00:00Z")));
    }

    #[test]
    fn a_cursor_is_taken_as_it_was_given() {
        let cursor = Cursor { partition_at: at("2026-11-20T16:00:00.5Z"), id: CallId(Uuid::from_u128(7)) };
        assert_eq!(parse(&format!("after={cursor}&limit=200")).after, Some(cursor));
    }

    #[test]
    fn what_is_wrong_is_named_all_of_it() {
        let errors = Wanted::parse("limit=0&color=red&after=x&limit=5").unwrap_err();
        let named: Vec<_> = errors.iter().map(|error| (error.name.as_str(), error.code)).collect();
        assert_eq!(
            named,
            [("limit", "invalid"), ("color", "unknown"), ("after", "invalid"), ("limit", "repeated")]
        );
    }

    #[test]
    fn values_that_can_not_be_are_refused() {
        for query in [
            "limit=201",
            "limit=-1",
            "limit=many",
            "status=",
            "status=in:",
            "status=in:ended,",
            "status=a%00b",
            "type=a,b",
            "fault_owner=nobody-we-know",
            "vapi_call_id=a%20b",
            "assistant_id=call_00000000000000000000000000000007",
            "contact_id=7",
            "customer_number=4155550199",
            "created_at[gte]=yesterday",
            "created_at[eq]=2026-11-20T16:00:00Z",
            "created_at=2026-11-20T16:00:00Z",
        ] {
            assert_eq!(Wanted::parse(query).unwrap_err().len(), 1, "{query}");
        }
    }
}
