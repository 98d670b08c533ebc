//! The query of a stream, and where it begins.

use std::collections::HashSet;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use db::Db;
use db::events::Extent;
use domain::OrganizationId;
use utoipa::PartialSchema as _;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use web::Problem;

use super::places::{PlaceId, Places};
use crate::query::values::set;
use crate::query::{InvalidParameter, Parameter, ParameterError, described, invalid_query, read, take};
use crate::route::{Input, add_failure, add_parameters};

/// At most 50: there are fewer types of events.
const MAX_TYPES: usize = 50;

/// Before every place that there is or was.
const NOWHERE: i64 = -1;

/// Which events to follow, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FollowEventsQuery {
    /// The place of the last event that the client has; from now on when absent.
    pub(super) after: Option<PlaceId>,
    pub(super) types: Types,
}

/// Which events are sent. The position moves on over those that are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Types(Option<HashSet<String>>);

impl Types {
    pub(super) fn include(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.contains(name))
    }
}

impl FollowEventsQuery {
    const PARAMETERS: &[Parameter<Self>] = &[
        Parameter::new(
            "after",
            "The same as `Last-Event-ID`, for clients that can't send the header; 0 is the beginning of the log",
            "8d1f0c6be2a94c5703f6a9bd1e7c4402",
            |query, value| {
                let after = PlaceId::parse(value).ok_or_else(|| {
                    InvalidParameter::expected("the `id` of an event of this stream, not the one in its data")
                });
                set(&mut query.after, after)
            },
        ),
        Parameter::new("types", "Only these types of events", "call.started,call.ended", |query, value| {
            query.types = types(value)?;
            Ok(())
        }),
    ];

    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let mut query = Self::parse(request.query_string()).map_err(invalid_query)?;
        // A client that connects again sends the header and still has its first address.
        if let Some(header) = request.headers().get("last-event-id").filter(|header| !header.is_empty()) {
            let after = header.to_str().ok().and_then(PlaceId::parse);
            query.after = Some(after.ok_or_else(invalid_last_event_id)?);
        }
        Ok(query)
    }

    fn parse(query_string: &str) -> Result<Self, Vec<ParameterError>> {
        let mut query = Self::default();
        read(query_string, |name, value| take(Self::PARAMETERS, &mut query, name, value))?;
        Ok(query)
    }
}

impl FromRequest for FollowEventsQuery {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Input for FollowEventsQuery {
    fn describe(operation: &mut Operation) {
        let header = ParameterBuilder::new()
            .name("Last-Event-ID")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The id of the last event that was received"))
            .schema(Some(String::schema()));
        add_parameters(operation, [header.build()]);
        add_parameters(operation, described(Self::PARAMETERS));
        add_failure(operation, StatusCode::BAD_REQUEST, "A parameter is unknown or wrong");
    }
}

fn invalid_last_event_id() -> Problem {
    Problem::bad_request("invalid_header", "A header is not as expected")
        .detail("Last-Event-ID must be the id of an event of this stream")
}

fn types(value: &str) -> Result<Types, InvalidParameter> {
    let names: Vec<&str> = value.split(',').collect();
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'_'))
    };
    if names.len() > MAX_TYPES || !names.iter().all(|name| is_name(name)) {
        return Err(InvalidParameter::expected(
            "types of events, separated by commas: call.started,call.ended",
        ));
    }
    Ok(Types(Some(names.into_iter().map(str::to_owned).collect())))
}

/// Where a stream begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// The stream sends what comes after it.
    pub(super) position: i64,
    /// The client's own position is of no use any more.
    pub(super) is_reset: bool,
}

impl Start {
    pub(super) async fn find(
        db: &Db,
        organization: OrganizationId,
        after: Option<PlaceId>,
    ) -> db::Result<(Self, Places)> {
        let tx = db.identity().await?;
        let Extent { first, .. } = db::events::extent(&tx).await?;
        tx.commit().await?;
        let tx = db.tenant(organization).await?;
        let own = db::events::own_log(&tx).await?;
        tx.commit().await?;
        let places = Places::new(&own.place_key);
        let after = after.map(|id| places.position_of(id).unwrap_or(NOWHERE));
        Ok((Self::within(first, own.last, after), places))
    }

    /// The end is that of the organization's own events: were it that of all, it would show that others had some.
    fn within(first: i64, own_last: i64, after: Option<i64>) -> Self {
        let last = own_last.max(first - 1);
        match after {
            None => Self { position: last, is_reset: false },
            // The one before the first is still good: nothing is missing after it.
            Some(after) if (first - 1..=last).contains(&after) => Self { position: after, is_reset: false },
            Some(_) => Self { position: last, is_reset: true },
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::query::check_examples;

    #[test]
    fn every_example_is_taken() {
        check_examples(FollowEventsQuery::PARAMETERS);
    }

    /// The log begins at 10, and the organization's last event is at 20.
    fn within(after: Option<i64>) -> Start {
        Start::within(10, 20, after)
    }

    #[test]
    fn a_stream_begins_at_the_end_unless_it_resumes() {
        assert_eq!(within(None), Start { position: 20, is_reset: false });
        for after in [9, 10, 15, 20] {
            assert_eq!(within(Some(after)), Start { position: after, is_reset: false });
        }
    }

    #[test]
    fn a_place_that_the_log_no_longer_or_never_had_is_reset_to_its_end() {
        for after in [NOWHERE, 0, 8, 21, i64::MAX] {
            assert_eq!(within(Some(after)), Start { position: 20, is_reset: true }, "{after}");
        }
    }

    #[test]
    fn an_empty_log_begins_at_zero() {
        assert_eq!(Start::within(1, 0, None), Start { position: 0, is_reset: false });
        assert_eq!(Start::within(1, 0, Some(0)), Start { position: 0, is_reset: false });
        assert_eq!(Start::within(1, 0, Some(5)), Start { position: 0, is_reset: true });
    }

    #[test]
    fn whoever_has_no_event_in_a_log_that_was_cleared_can_come_back() {
        let first = Start::within(10, 0, None);
        assert_eq!(first, Start { position: 9, is_reset: false });
        assert_eq!(Start::within(10, 0, Some(first.position)), first);
    }

    #[test]
    fn the_header_wins_over_the_parameter() {
        let id = "8d1f0c6be2a94c5703f6a9bd1e7c4402";
        let request =
            TestRequest::with_uri("/?after=0").insert_header(("last-event-id", id)).to_http_request();
        assert_eq!(FollowEventsQuery::of(&request).unwrap().after, PlaceId::parse(id));
        let request =
            TestRequest::with_uri("/?after=0").insert_header(("last-event-id", "")).to_http_request();
        assert_eq!(FollowEventsQuery::of(&request).unwrap().after, Some(PlaceId::Beginning));
        for header in ["x", "-1", "7.5"] {
            let request = TestRequest::default().insert_header(("last-event-id", header)).to_http_request();
            assert_eq!(FollowEventsQuery::of(&request).unwrap_err().code(), "invalid_header", "{header}");
        }
    }

    #[test]
    fn only_the_types_that_were_asked_for_are_sent() {
        let types = FollowEventsQuery::parse("types=call.started,call.ended").unwrap().types;
        assert!(types.include("call.ended"));
        assert!(!types.include("call.updated"));
        assert!(Types::default().include("call.updated"));
    }

    #[test]
    fn wrong_parameters_are_named() {
        for (query, name) in
            [("after=-1", "after"), ("types=", "types"), ("types=a,,b", "types"), ("kind=x", "kind")]
        {
            assert_eq!(FollowEventsQuery::parse(query).unwrap_err()[0].name, name, "{query}");
        }
    }
}
