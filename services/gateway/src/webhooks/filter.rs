//! The query of a list of archived webhooks.

use db::webhook_events::{ArchiveFilter, Cursor};

use crate::query::values::{DEFAULT_LIMIT, Span, bound_of, cursor, limit, word};
use crate::query::{InvalidParameter, ParameterError, read};

/// At most 200 bytes: longer than any sender's word for a message, and than any id.
const MAX_TEXT_BYTES: usize = 200;

/// Which archived webhooks to list, and which page of them.
#[derive(Clone, Debug)]
pub(super) struct ListWebhooksQuery {
    pub(super) filter: ArchiveFilter,
    pub(super) after: Option<Cursor>,
    pub(super) limit: u64,
}

impl ListWebhooksQuery {
    pub(super) fn parse(query_string: &str) -> Result<Self, Vec<ParameterError>> {
        let mut query = Self { filter: ArchiveFilter::default(), after: None, limit: DEFAULT_LIMIT };
        let mut received = Span::default();
        read(query_string, |name, value| match bound_of(name, "received_at") {
            Some(bound) => received.narrow(bound, value),
            None => query.take(name, value),
        })?;
        query.filter.since = received.from;
        query.filter.until = received.before;
        Ok(query)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), InvalidParameter> {
        let filter = &mut self.filter;
        match name {
            "type" => filter.kind = Some(text(value)?),
            "provider" => filter.provider = Some(word(value)?),
            "vapi_call_id" => filter.vapi_call_id = Some(text(value)?),
            "trace_id" => filter.trace_id = Some(word(value)?),
            "noise" => filter.with_noise = yes_or_no(value)?,
            "after" => self.after = Some(cursor(value)?),
            "limit" => self.limit = limit(value)?,
            _ => return Err(InvalidParameter::Unknown),
        }
        Ok(())
    }
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

    #[test]
    fn every_filter_reaches_its_column() {
        let query = ListWebhooksQuery::parse(
            "type=transcript%5BtranscriptType%3D%22final%22%5D&provider=vapi&vapi_call_id=abc-1&trace_id=4bf92f35&noise=true\
             &received_at[gte]=2026-11-20T16:00:00Z&received_at[lt]=2026-11-20T17:00:00Z&limit=7",
        )
        .unwrap();
        let filter = query.filter;
        assert_eq!(filter.kind.as_deref(), Some(r#"transcript[transcriptType="final"]"#));
        assert_eq!(filter.provider.as_deref(), Some("vapi"));
        assert_eq!(filter.vapi_call_id.as_deref(), Some("abc-1"));
        assert_eq!(filter.trace_id.as_deref(), Some("4bf92f35"));
        assert_eq!(filter.since, Some("2026-11-20T16:00:00Z".parse().unwrap()));
        assert_eq!(filter.until, Some("2026-11-20T17:00:00Z".parse().unwrap()));
        assert_eq!((filter.with_noise, query.limit), (true, 7));
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
            "limit=0",
            "received_at[gte]=yesterday",
            "received_at[eq]=2026-11-20T16:00:00Z",
            "received_at=2026-11-20T16:00:00Z",
            "text=card",
            "color=red",
        ] {
            assert_eq!(ListWebhooksQuery::parse(query).unwrap_err().len(), 1, "{query}");
        }
    }
}
