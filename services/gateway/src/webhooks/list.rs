//! A page of the archive.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::webhook_events::{ArchiveFilter, Archived};
use domain::{ConnectionId, WebhookId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Json;

use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;
use crate::query::{List, Page};

/// An archived webhook in a list: all but its body.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookItem {
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
    connection_id: Option<ConnectionId>,
    content_type: String,
    body_bytes: i32,
    trace_id: Option<String>,
    received_at: DateTime<Utc>,
    /// What came of it, as far as anything did. A message about a call that names none is unreadable, with the
    /// reason: `no_call_id`, `malformed_call_id`, `chat` or `session`.
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
    responses((status = 200, description = "A page of the archive", body = Page<WebhookItem>))
)]
pub(crate) async fn list(
    app: Data<App>,
    caller: Caller,
    list: List<ArchiveFilter>,
) -> Result<Json<Page<WebhookItem>>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
    let found = db::webhook_events::search(&tx, &list.filter, list.after, list.rows()).await?;
    tx.commit().await?;
    Ok(Json(list.page(found, Archived::cursor)))
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
