//! What a list of calls may be narrowed by.

use std::convert::Infallible;
use std::str::FromStr;

use db::Cursor;
use db::calls::CallFilter;
use domain::call::{FaultOwner, Status, VapiCallId};
use domain::{CallId, PhoneNumber};
use utoipa::PartialSchema as _;

use crate::query::values::{parsed, set, with_plus, word};
use crate::query::{Bounds, Filter, InvalidParameter, Parameter};

/// At most 20 words: Vapi knows six statuses.
const MAX_WORDS: usize = 20;

impl Filter for CallFilter {
    type Cursor = Cursor<CallId>;

    const PARAMETERS: &[Parameter<Self>] = &[
        Parameter::new(
            "status",
            "One status, or several after `in:`",
            "in:ended,in-progress",
            |filter, value| {
                filter.statuses = statuses(value)?;
                Ok(())
            },
        ),
        Parameter::new("type", "inbound, outbound, web or websocket", "inbound", |filter, value| {
            set(&mut filter.call_type, open(value))
        }),
        Parameter::new(
            "ended_reason",
            "Vapi's word for why a call ended",
            "customer-ended-call",
            |filter, value| set(&mut filter.ended_reason, word(value)),
        ),
        Parameter::<Self>::new("fault_owner", "Who caused the end", "vapi", |filter, value| {
            set(&mut filter.fault_owner, parsed(value))
        })
        .schema(FaultOwner::schema),
        Parameter::new(
            "vapi_call_id",
            "Vapi's own id of a call",
            "019a9d3e-7c41-7001-8d3a-5f0a9b6c2d11",
            |filter, value| set(&mut filter.vapi_call_id, vapi_call_id(value)),
        ),
        Parameter::new(
            "assistant_id",
            "`asst_…` or a UUID",
            "asst_01995b2e7c417e1b8d3a5f0a9b6c2d11",
            |filter, value| set(&mut filter.assistant, parsed(value)),
        ),
        Parameter::new(
            "contact_id",
            "`cont_…` or a UUID",
            "cont_01995b2e7c417e1b8d3a5f0a9b6c2d11",
            |filter, value| set(&mut filter.contact, parsed(value)),
        ),
        Parameter::new(
            "customer_number",
            "The other party's phone number with its country's code, in any spelling",
            "+14155550199",
            |filter, value| set(&mut filter.customer_number, number(value)),
        ),
        Parameter::moment("created_at", "Placed", |filter| Bounds {
            from: &mut filter.created_from,
            before: &mut filter.created_before,
        }),
    ];
}

/// One word, or `in:` and several.
fn statuses(value: &str) -> Result<Vec<Status>, InvalidParameter> {
    match value.strip_prefix("in:") {
        None => Ok(vec![open(value)?]),
        Some(list) if list.split(',').count() > MAX_WORDS => {
            Err(InvalidParameter::expected(format_args!("at most {MAX_WORDS} words")))
        }
        Some(list) => list.split(',').map(open).collect(),
    }
}

/// A word of an open list.
fn open<T: FromStr<Err = Infallible>>(value: &str) -> Result<T, InvalidParameter> {
    Ok(word(value)?.parse().unwrap_or_else(|never| match never {}))
}

fn vapi_call_id(value: &str) -> Result<VapiCallId, InvalidParameter> {
    VapiCallId::parse(value).map_err(|error| InvalidParameter::Invalid(error.to_string()))
}

fn number(value: &str) -> Result<PhoneNumber, InvalidParameter> {
    PhoneNumber::read(&with_plus(value, 0), None)
        .map_err(|error| InvalidParameter::Invalid(error.to_string()))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use domain::AssistantId;
    use domain::call::CallType;
    use uuid::Uuid;

    use super::*;
    use crate::query::{List, check_examples};

    fn parse(query: &str) -> List<CallFilter> {
        List::parse(query).ok().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn every_example_is_taken() {
        check_examples(CallFilter::PARAMETERS);
    }

    #[test]
    fn without_parameters_nothing_is_left_out() {
        assert!(parse("").filter.statuses.is_empty());
    }

    #[test]
    fn one_status_or_several_may_be_asked_for() {
        let ended_or_failed = [Status::Ended, Status::Other("failed".to_owned())];
        assert_eq!(parse("status=in-progress").filter.statuses, [Status::InProgress]);
        assert_eq!(parse("status=in:ended,failed").filter.statuses, ended_or_failed);
        assert_eq!(parse("status=in%3Aended%2Cfailed").filter.statuses, ended_or_failed);
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
        assert_eq!(filter.call_type, Some(CallType::Inbound));
        assert_eq!(filter.ended_reason.as_deref(), Some("call.in-progress.error-vapifault-x"));
        assert_eq!(filter.fault_owner, Some(FaultOwner::Vapi));
        assert_eq!(filter.vapi_call_id.as_ref().map(VapiCallId::as_str), Some("abc-1"));
        assert_eq!(filter.assistant, Some(AssistantId(id)));
        assert_eq!(filter.contact, Some(domain::ContactId(id)));
        assert_eq!(filter.customer_number.as_ref().map(PhoneNumber::as_str), Some("+14155550199"));
    }

    #[test]
    fn a_plus_that_was_not_escaped_is_understood() {
        let number = PhoneNumber::parse("+14155550199").ok();
        assert_eq!(parse("customer_number=+14155550199").filter.customer_number, number);
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
        let cursor = Cursor { at: at("2026-11-20T16:00:00.5Z"), id: CallId(Uuid::from_u128(7)) };
        let list = parse(&format!("after={cursor}&limit=200"));
        assert_eq!((list.after, list.rows()), (Some(cursor), 201));
    }

    #[test]
    fn values_that_can_not_be_are_rejected() {
        for query in [
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
            assert_eq!(List::<CallFilter>::parse(query).err().unwrap().len(), 1, "{query}");
        }
    }
}
