//! A page of the archive.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use db::webhook_events::Archived;
use domain::{ConnectionId, WebhookId};
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::ListWebhooksQuery;
use crate::app::App;
use crate::caller::WebhookReader;
use crate::error::ApiError;
use crate::openapi::{Forbidden, Overloaded, Problem, Unauthorized};
use crate::query::page::cut;

/// A page of archived webhooks.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookPage {
    data: Vec<WebhookItem>,
    has_more: bool,
    /// The value of `after` for the next page.
    next_cursor: Option<String>,
}

/// An archived webhook in a list: all but its body.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookItem {
    #[schema(value_type = String, example = "whk_01995b2e7c417e1b8d3a5f0a9b6c2d18")]
    id: WebhookId,
    #[schema(example = "vapi")]
    provider: String,
    /// The sender's own word.
    #[schema(example = "end-of-call-report")]
    r#type: String,
    vapi_call_id: Option<String>,
    /// Of no value once the call is over, and kept for a short time only.
    is_noise: bool,
    /// How it was verified.
    #[schema(example = "hmac-sha256")]
    verification: String,
    /// Absent where the installation's own secret verified it.
    #[schema(value_type = Option<String>)]
    connection_id: Option<ConnectionId>,
    content_type: String,
    body_bytes: i32,
    trace_id: Option<String>,
    received_at: DateTime<Utc>,
    /// What came of it, as far as anything did.
    #[schema(example = "call-processor.reports: recorded")]
    outcome: Option<String>,
}

/// Lists what was received, the newest first.
///
/// All filters must hold. Noise is left out unless asked for.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks",
    tag = "webhooks",
    params(
        ("type" = Option<String>, Query, description = "The sender's own word for the message", example = "tool-calls"),
        ("provider" = Option<String>, Query, description = "vapi, stripe, twilio or an integration's name", example = "vapi"),
        ("vapi_call_id" = Option<String>, Query, description = "Vapi's own id of a call"),
        ("trace_id" = Option<String>, Query, description = "As answers and logs name it"),
        ("noise" = Option<bool>, Query, description = "Also speech updates, partial transcripts and the like"),
        ("received_at[gte]" = Option<DateTime<Utc>>, Query, description = "Received at this moment or later"),
        ("received_at[gt]" = Option<DateTime<Utc>>, Query, description = "Received after this moment"),
        ("received_at[lt]" = Option<DateTime<Utc>>, Query, description = "Received before this moment"),
        ("received_at[lte]" = Option<DateTime<Utc>>, Query, description = "Received at this moment or earlier"),
        ("after" = Option<String>, Query, description = "The `next_cursor` of the page before"),
        ("limit" = Option<u64>, Query, description = "Webhooks on a page, 50 unless asked", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, description = "A page of the archive", body = WebhookPage),
        (status = 400, description = "A parameter is unknown or wrong", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        Overloaded,
    )
)]
pub(crate) async fn list(
    app: Data<App>,
    WebhookReader(caller): WebhookReader,
    request: HttpRequest,
) -> Result<Json<WebhookPage>, ApiError> {
    let query = ListWebhooksQuery::parse(request.query_string()).map_err(ApiError::Parameters)?;
    let tx = app.db()?.tenant(caller.organization).await?;
    // One more than the page holds shows whether there is a next page.
    let found = db::webhook_events::search(&tx, &query.filter, query.after, query.limit + 1).await?;
    tx.commit().await?;
    let (found, next_cursor) = cut(found, query.limit, |row| row.cursor().to_string());
    let data = found.into_iter().map(WebhookItem::from).collect();
    Ok(Json(WebhookPage { data, has_more: next_cursor.is_some(), next_cursor }))
}

impl From<Archived> for WebhookItem {
    fn from(row: Archived) -> Self {
        Self {
            id: row.id,
            provider: row.provider,
            r#type: row.kind,
            vapi_call_id: row.vapi_call_id,
            is_noise: row.is_noise,
            verification: row.verification,
            connection_id: row.connection_id,
            content_type: row.content_type,
            body_bytes: row.body_bytes,
            trace_id: row.trace_id,
            received_at: row.received_at,
            outcome: row.outcome,
        }
    }
}
