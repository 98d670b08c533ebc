//! What a list of archived webhooks may be narrowed by.

use db::Cursor;
use db::webhook_events::ArchiveFilter;
use domain::WebhookId;
use utoipa::PartialSchema as _;

use crate::query::values::{set, word};
use crate::query::{Bounds, Filter, InvalidParameter, Parameter};

/// At most 200 bytes: longer than any sender's word for a message, and than any id.
const MAX_TEXT_BYTES: usize = 200;

impl Filter for ArchiveFilter {
    type Cursor = Cursor<WebhookId>;

    const PARAMETERS: &[Parameter<Self>] = &[
        Parameter::new("type", "The sender's own word for the message", "tool-calls", |filter, value| {
            set(&mut filter.kind, text(value))
        }),
        Parameter::new(
            "provider",
            "vapi, stripe, twilio or an integration's name",
            "vapi",
            |filter, value| set(&mut filter.provider, word(value)),
        ),
        Parameter::new(
            "vapi_call_id",
            "Vapi's own id of a call",
            "019a9d3e-7c41-7001-8d3a-5f0a9b6c2d11",
            |filter, value| set(&mut filter.vapi_call_id, text(value)),
        ),
        Parameter::new(
            "trace_id",
            "As answers and logs name it",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            |filter, value| set(&mut filter.trace_id, word(value)),
        ),
        Parameter::<Self>::new(
            "noise",
            "Also speech updates, partial transcripts and the like",
            "true",
            |filter, value| {
                filter.with_noise = yes_or_no(value)?;
                Ok(())
            },
        )
        .schema(bool::schema),
        Parameter::moment("received_at", "Received", |filter| Bounds {
            from: &mut filter.since,
            before: &mut filter.until,
        }),
    ];
}

/// A sender's own text: Vapi has types with brackets and quotes in them. Postgres takes no NUL.
fn text(value: &str) -> Result<String, InvalidParameter> {
    if (1..=MAX_TEXT_BYTES).contains(&value.len()) && !value.chars().any(char::is_control) {
        Ok(value.to_owned())
    } else {
        Err(InvalidParameter::expected(format_args!("a text of at most {MAX_TEXT_BYTES} bytes")))
    }
}

fn yes_or_no(value: &str) -> Result<bool, InvalidParameter> {
    value.parse().map_err(|_| InvalidParameter::expected("true or false"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{List, check_examples};

    #[test]
    fn every_example_is_taken() {
        check_examples(ArchiveFilter::PARAMETERS);
    }

    #[test]
    fn every_filter_reaches_its_column() {
        let list = List::<ArchiveFilter>::parse(
            "type=transcript%5BtranscriptType%3D%22final%22%5D&provider=vapi&vapi_call_id=abc-1&trace_id=4bf92f35&noise=true\
             &received_at[gte]=2026-11-20T16:00:00Z&received_at[lt]=2026-11-20T17:00:00Z&limit=7",
        )
        .ok()
        .unwrap();
        let filter = &list.filter;
        assert_eq!(filter.kind.as_deref(), Some(r#"transcript[transcriptType="final"]"#));
        assert_eq!(filter.provider.as_deref(), Some("vapi"));
        assert_eq!(filter.vapi_call_id.as_deref(), Some("abc-1"));
        assert_eq!(filter.trace_id.as_deref(), Some("4bf92f35"));
        assert_eq!(filter.since, Some("2026-11-20T16:00:00Z".parse().unwrap()));
        assert_eq!(filter.until, Some("2026-11-20T17:00:00Z".parse().unwrap()));
        assert_eq!((filter.with_noise, list.rows()), (true, 8));
    }

    #[test]
    fn what_is_wrong_is_rejected_by_name() {
        for query in [
            "type=",
            "type=a%00b",
            "vapi_call_id=%0A",
            "noise=maybe",
            "provider=a%20b",
            "after=x",
            "received_at[gte]=yesterday",
            "received_at[eq]=2026-11-20T16:00:00Z",
            "received_at=2026-11-20T16:00:00Z",
            "text=card",
            "color=red",
        ] {
            assert_eq!(List::<ArchiveFilter>::parse(query).err().unwrap().len(), 1, "{query}");
        }
    }
}
