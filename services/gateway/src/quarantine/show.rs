//! One webhook in quarantine, released or not.

use std::mem;

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::webhook_quarantine::{Entry, Release};
use domain::{OrganizationId, WebhookId};
use serde::Serialize;
use tracing::info;
use utoipa::ToSchema;
use web::{Json, Path};

use super::list::QuarantineItem;
use crate::app::App;
use crate::caller::Operator;
use crate::error::ApiError;

/// A webhook in quarantine with its body.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuarantineView {
    #[serde(flatten)]
    item: QuarantineItem,
    /// As received, but for secrets; what is no UTF-8 in it is replaced.
    body: String,
    released: Option<Released>,
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
    Path(id): Path<WebhookId>,
) -> Result<Json<QuarantineView>, ApiError> {
    let tx = app.db()?.identity().await?;
    let found = db::webhook_quarantine::find(&tx, id).await?;
    tx.commit().await?;
    let found = found.ok_or(ApiError::NotFound)?;
    info!(%operator, webhook = %id, "An operator was shown a webhook in quarantine");
    Ok(Json(found.into()))
}

impl From<Entry> for QuarantineView {
    fn from(mut entry: Entry) -> Self {
        let body = mem::take(&mut entry.quarantined.body);
        let body = vapi::redacted_body_from(&entry.quarantined.provider, &body);
        Self {
            body: String::from_utf8_lossy(&body).into_owned(),
            released: entry.release.take().map(Released::from),
            item: entry.into(),
        }
    }
}

impl From<Release> for Released {
    fn from(release: Release) -> Self {
        Self { at: release.at, organization_id: release.to, by: release.by }
    }
}
