//! A page of what waits in quarantine.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use db::webhook_quarantine::{Entry, Quarantined};
use domain::{ConnectionId, OrganizationId, WebhookId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::caller::Operator;
use crate::error::ApiError;
use crate::openapi::{Forbidden, Overloaded, Problem, Unauthorized};
use crate::query::page::cut;
use crate::query::values::{DEFAULT_LIMIT, cursor, limit};
use crate::query::{InvalidParameter, ParameterError, read};

/// A page of what waits in quarantine.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuarantinePage {
    data: Vec<QuarantineItem>,
    has_more: bool,
    /// The value of `after` for the next page.
    next_cursor: Option<String>,
}

/// A webhook that was verified, and whose organization is unknown or contradictory.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuarantineItem {
    #[schema(value_type = String, example = "whk_01995b2e7c417e1b8d3a5f0a9b6c2d18")]
    id: WebhookId,
    #[schema(example = "vapi")]
    provider: String,
    /// The sender's own word.
    #[schema(example = "end-of-call-report")]
    r#type: String,
    /// unknown or contradictory.
    #[schema(example = "contradictory")]
    reason: String,
    /// The organizations that it points at, and those whose secret it was verified with.
    #[schema(value_type = Vec<String>)]
    candidate_organization_ids: Vec<OrganizationId>,
    /// Whose secret verified it; absent when it was the installation's own.
    #[schema(value_type = Option<String>)]
    connection_id: Option<ConnectionId>,
    #[schema(value_type = Option<String>)]
    connection_organization_id: Option<OrganizationId>,
    /// How it was verified.
    #[schema(example = "hmac-sha256")]
    verification: String,
    content_type: String,
    trace_id: Option<String>,
    received_at: DateTime<Utc>,
}

/// Lists the webhooks that wait for an operator, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/quarantine",
    tag = "operators",
    params(
        ("after" = Option<String>, Query, description = "The `next_cursor` of the page before"),
        ("limit" = Option<u64>, Query, description = "Webhooks on a page, 50 unless asked", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, description = "A page of what waits", body = QuarantinePage),
        (status = 400, description = "A parameter is unknown or wrong", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        Overloaded,
    )
)]
pub(crate) async fn list(
    app: Data<App>,
    _: Operator,
    request: HttpRequest,
) -> Result<Json<QuarantinePage>, ApiError> {
    let query = ListQuarantineQuery::parse(request.query_string()).map_err(ApiError::Parameters)?;
    let tx = app.db()?.system().await?;
    // One more than the page holds shows whether there is a next page.
    let more = i64::try_from(query.limit + 1).unwrap_or(i64::MAX);
    let found = db::webhook_quarantine::list(&tx, query.after, more).await?;
    tx.commit().await?;
    let (found, next_cursor) = cut(found, query.limit, |entry| entry.quarantined.id.to_string());
    let item = |entry: Entry| QuarantineItem::of(entry.quarantined, entry.connection_organization).0;
    let data = found.into_iter().map(item).collect();
    Ok(Json(QuarantinePage { data, has_more: next_cursor.is_some(), next_cursor }))
}

struct ListQuarantineQuery {
    after: Option<WebhookId>,
    limit: u64,
}

impl ListQuarantineQuery {
    fn parse(query_string: &str) -> Result<Self, Vec<ParameterError>> {
        let mut query = Self { after: None, limit: DEFAULT_LIMIT };
        read(query_string, |name, value| {
            match name {
                "after" => query.after = Some(cursor(value)?),
                "limit" => query.limit = limit(value)?,
                _ => return Err(InvalidParameter::Unknown),
            }
            Ok(())
        })?;
        Ok(query)
    }
}

impl QuarantineItem {
    /// The webhook, and its body apart.
    pub(super) fn of(
        quarantined: Quarantined,
        connection_organization: Option<OrganizationId>,
    ) -> (Self, Vec<u8>) {
        let item = Self {
            id: quarantined.id,
            provider: quarantined.provider,
            r#type: quarantined.kind,
            reason: quarantined.reason,
            candidate_organization_ids: quarantined.candidates,
            connection_id: quarantined.connection,
            connection_organization_id: connection_organization,
            verification: quarantined.verification,
            content_type: quarantined.content_type,
            trace_id: quarantined.trace_id,
            received_at: quarantined.received_at,
        };
        (item, quarantined.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_place_and_a_length_may_be_asked_for() {
        let id = "whk_01995b2e7c417e1b8d3a5f0a9b6c2d18";
        let query = ListQuarantineQuery::parse(&format!("after={id}&limit=3")).ok().unwrap();
        assert_eq!((query.after, query.limit), (id.parse().ok(), 3));
        assert_eq!(ListQuarantineQuery::parse("").ok().map(|query| query.limit), Some(DEFAULT_LIMIT));
        for query in ["after=call_7", "limit=0", "type=hang"] {
            assert_eq!(ListQuarantineQuery::parse(query).err().unwrap().len(), 1, "{query}");
        }
    }
}
