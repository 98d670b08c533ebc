//! One webhook in quarantine, released or not.

use std::mem;

use actix_web::HttpResponse;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::webhook_quarantine::{Entry, Release};
use domain::{OrganizationId, WebhookId};
use serde::Serialize;
use tracing::info;
use utoipa::ToSchema;
use web::Path;

use super::list::QuarantineItem;
use crate::admission::Room;
use crate::app::App;
use crate::caller::Operator;
use crate::error::ApiError;
use crate::long_text;

/// A webhook in quarantine with its body.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuarantineView {
    #[serde(flatten)]
    item: QuarantineItem,
    released: Option<Released>,
    /// As received, but for secrets; what is no UTF-8 in it is replaced.
    // The last field: it is written as the client takes it.
    body: String,
}

/// What became of a webhook that was in quarantine.
#[derive(Serialize, ToSchema)]
pub(crate) struct Released {
    at: DateTime<Utc>,
    organization_id: OrganizationId,
    /// The person who decided it.
    #[schema(example = "dana@example.com")]
    by: String,
}

/// Shows one webhook of the quarantine with its body.
#[utoipa::path(
    get,
    path = "/api/v1/quarantine/{id}",
    tag = "operators",
    responses((status = 200, description = "The webhook", body = QuarantineView))
)]
pub(crate) async fn show(
    app: Data<App>,
    Operator(operator): Operator,
    room: Room,
    Path(id): Path<WebhookId>,
) -> Result<HttpResponse, ApiError> {
    let size = body_bytes(&app, id).await?.ok_or(ApiError::NotFound)?;
    room.grow_to(size)?;
    let _turn = room.turn(size).await;
    let tx = app.db()?.identity().await?;
    let found = db::webhook_quarantine::find(&tx, id).await?;
    tx.commit().await?;
    let found = found.ok_or(ApiError::NotFound)?;
    info!(%operator, webhook = %id, "An operator was shown a webhook in quarantine");
    let mut view = QuarantineView::from(found);
    let body = mem::take(&mut view.body);
    room.grow_to(body.len())?;
    Ok(long_text::answer(&view, body))
}

/// Asked for before a turn is waited for, so that no connection is held meanwhile.
async fn body_bytes(app: &App, id: WebhookId) -> Result<Option<usize>, ApiError> {
    let tx = app.db()?.identity().await?;
    let size = db::webhook_quarantine::body_bytes(&tx, id).await?;
    tx.commit().await?;
    Ok(size.map(|size| usize::try_from(size).unwrap_or_default()))
}

impl From<Entry> for QuarantineView {
    fn from(mut entry: Entry) -> Self {
        let body = mem::take(&mut entry.quarantined.body);
        let body = vapi::redacted_body_from(&entry.quarantined.provider, &body);
        Self {
            released: entry.release.take().map(Released::from),
            item: entry.into(),
            body: long_text::lossy(body),
        }
    }
}

impl From<Release> for Released {
    fn from(release: Release) -> Self {
        Self { at: release.at, organization_id: release.to, by: release.by }
    }
}
