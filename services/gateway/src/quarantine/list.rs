//! A page of what waits in quarantine.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::webhook_quarantine::Entry;
use domain::{ConnectionId, OrganizationId, QuarantineReason, WebhookId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Json;

use crate::app::App;
use crate::error::ApiError;
use crate::query::{Filter, List, Page, Parameter};

/// All that waits is listed.
#[derive(Default)]
pub(crate) struct QuarantineFilter;

impl Filter for QuarantineFilter {
    type Cursor = WebhookId;

    const PARAMETERS: &[Parameter<Self>] = &[];
}

/// A webhook that was verified, and whose organization is unknown or contradictory.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuarantineItem {
    id: WebhookId,
    #[schema(example = "vapi")]
    provider: String,
    /// The sender's own word.
    #[schema(example = "end-of-call-report")]
    r#type: String,
    reason: QuarantineReason,
    /// The organizations that it points at, and those whose secret it was verified with.
    candidate_organization_ids: Vec<OrganizationId>,
    /// Whose secret verified it; absent when it was the installation's own.
    connection_id: Option<ConnectionId>,
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
    responses((status = 200, description = "A page of what waits", body = Page<QuarantineItem>))
)]
pub(crate) async fn list(
    app: Data<App>,
    list: List<QuarantineFilter>,
) -> Result<Json<Page<QuarantineItem>>, ApiError> {
    let tx = app.db()?.identity().await?;
    let rows = i64::try_from(list.rows()).unwrap_or(i64::MAX);
    let found = db::webhook_quarantine::list(&tx, list.after, rows).await?;
    tx.commit().await?;
    Ok(Json(list.page(found, |entry| entry.quarantined.id)))
}

impl From<Entry> for QuarantineItem {
    fn from(Entry { quarantined, connection_organization, .. }: Entry) -> Self {
        Self {
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
        }
    }
}
