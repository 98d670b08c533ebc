//! Gives a webhook to the organization that an operator names.

use actix_web::web::Data;
use domain::{OrganizationId, WebhookId};
use serde::Deserialize;
use tracing::info;
use utoipa::ToSchema;
use web::{Json, Path, Problem};
use webhooks::ReleaseError;

use super::show::Released;
use crate::app::App;
use crate::caller::Operator;
use crate::error::ApiError;

/// Whose a webhook is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseTo {
    organization_id: OrganizationId,
}

/// Releases a webhook to an organization.
///
/// It then goes the way of that organization's webhooks, as if it had come to it. It can be released once.
#[utoipa::path(
    post,
    path = "/api/v1/quarantine/{id}/release",
    tag = "operators",
    responses(
        (status = 200, description = "It is released", body = Released),
        (status = 409, description = "`already_released`"),
        (status = 422, description = "There is no such organization, or it is not in use"),
    )
)]
pub(crate) async fn release(
    app: Data<App>,
    Operator(operator): Operator,
    Path(id): Path<WebhookId>,
    Json(body): Json<ReleaseTo>,
) -> Result<Json<Released>, ApiError> {
    let to = body.organization_id;
    let tx = app.db()?.identity().await?;
    let person = db::users::find(&tx, operator).await?.ok_or(ApiError::Unauthorized)?;
    let release = webhooks::release(&tx, id, to, &person.email).await?;
    tx.commit().await?;
    info!(%operator, webhook = %id, organization = %to, "An operator released a webhook from quarantine");
    Ok(Json(release.into()))
}

impl From<ReleaseError> for ApiError {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::Unknown => Self::NotFound,
            ReleaseError::Released(_) => {
                Problem::conflict("already_released", "It was released already").into()
            }
            ReleaseError::Organization => {
                let message = "there is no such organization, or it is not in use";
                Problem::invalid().error("/organization_id", "unknown", message).into()
            }
            ReleaseError::Database(error) => Self::Database(error),
        }
    }
}
