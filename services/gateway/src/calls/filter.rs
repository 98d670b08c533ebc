//! The query of a list of calls.

use db::calls::{CallFilter, Cursor};
use domain::PhoneNumber;
use domain::call::{FaultOwner, VapiCallId};

use crate::query::values::{DEFAULT_LIMIT, Span, bound_of, cursor, limit, parsed, with_plus, word};
use crate::query::{InvalidParameter, ParameterError, read};

/// At most 20 words: Vapi knows six statuses.
const MAX_WORDS: usize = 20;

/// Which calls to list, and which page of them.
#[derive(Clone, Debug)]
pub(super) struct ListCallsQuery {
    pub(super) filter: CallFilter,
    pub(super) after: Option<Cursor>,
    pub(super) limit: u64,
}

impl ListCallsQuery {
    pub(super) fn parse(query_string: &str) -> Result<Self, Vec<ParameterError>> {
        let mut query = Self { filter: CallFilter::default(), after: None, limit: DEFAULT_LIMIT };
        let mut created = Span::default();
        read(query_string, |name, value| match bound_of(name, "created_at") {
            Some(bound) => created.narrow(bound, value),
            None => query.take(name, value),
        })?;
        query.filter.created_from = created.from;
        query.filter.created_before = created.before;
        Ok(query)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), InvalidParameter> {
        let filter = &mut self.filter;
        match name {
            "status" => filter.statuses = words(value)?,
            "type" => filter.call_type = Some(word(value)?),
            "ended_reason" => filter.ended_reason = Some(word(value)?),
            "fault_owner" => filter.fault_owner = Some(parsed::<FaultOwner>(value)?.to_string()),
            "vapi_call_id" => {
                let id =
                    VapiCallId::parse(value).map_err(|error| InvalidParameter::Invalid(error.to_string()))?;
                filter.vapi_call_id = Some(id.to_string());
            }
            "assistant_id" => filter.assistant = Some(parsed(value)?),
            "contact_id" => filter.contact = Some(parsed(value)?),
            "customer_number" => filter.customer_number = Some(number(value)?.into()),
            "after" => self.after = Some(cursor(value)?),
            "limit" => self.limit = limit(value)?,
            _ => return Err(InvalidParameter::Unknown),
        }
        Ok(())
    }
}

/// One word, or `in:` and several.
fn words(value: &str) -> Result<Vec<String>, InvalidParameter> {
    match value.strip_prefix("in:") {
        None => Ok(vec![word(value)?]),
        Some(list) if list.split(',').count() > MAX_WORDS => {
            Err(InvalidParameter::expected(format_args!("at most {MAX_WORDS} words")))
        }
        Some(list) => list.split(',').map(word).collect(),
    }
}

fn number(value: &str) -> Result<PhoneNumber, InvalidParameter> {
    parsed(&with_plus(value, 0))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use domain::{AssistantId, CallId};
    use uuid::Uuid;

    use super::*;

    fn parse(query: &str) -> ListCallsQuery {
        ListCallsQuery::parse(query).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn without_parameters_the_newest_fifty_are_listed() {
        let query = parse("");
        assert_eq!((query.limit, query.after), (50, None));
        assert!(query.filter.statuses.is_empty());
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
        let errors = ListCallsQuery::parse("limit=0&color=red&after=x&limit=5").unwrap_err();
        let named: Vec<_> = errors.iter().map(|error| (error.name.as_str(), error.code)).collect();
        assert_eq!(
            named,
            [("limit", "invalid"), ("color", "unknown"), ("after", "invalid"), ("limit", "repeated")]
        );
    }

    #[test]
    fn values_that_can_not_be_are_rejected() {
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
            assert_eq!(ListCallsQuery::parse(query).unwrap_err().len(), 1, "{query}");
        }
    }
}
