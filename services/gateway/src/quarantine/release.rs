//! Gives a webhook to the organization that an operator names.

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest};
use domain::{OrganizationId, UserId, WebhookId};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;
use tracing::info;
use utoipa::ToSchema;
use web::{Json, Path};

use super::show::Released;
use crate::app::App;
use crate::caller::Operator;
use crate::error::ApiError;
use crate::openapi::{Forbidden, NotFound, Overloaded, Problem, Unauthorized};

/// Whose a webhook is.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ReleaseTo {
    #[schema(value_type = String, example = "org_01995b2e7c417e1b8d3a5f0a9b6c2d11")]
    organization_id: OrganizationId,
}

/// Which webhook an operator releases, and to whom. The credentials are read before the rest.
pub(crate) struct ReleaseRequest {
    operator: UserId,
    id: WebhookId,
    to: OrganizationId,
}

impl FromRequest for ReleaseRequest {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let operator = Operator::from_request(request, payload);
        let (request, mut payload) = (request.clone(), payload.take());
        async move {
            let Operator(operator) = operator.await?;
            let Path(id) = Path::<WebhookId>::extract(&request).await?;
            let Json(body) = Json::<ReleaseTo>::from_request(&request, &mut payload).await?;
            Ok(Self { operator, id, to: body.organization_id })
        }
        .boxed_local()
    }
}

/// Releases a webhook to an organization.
///
/// It then goes the way of that organization's webhooks, as if it had come to it. It can be released once.
#[utoipa::path(
    post,
    path = "/api/v1/quarantine/{id}/release",
    tag = "operators",
    params(("id" = String, Path, description = "`whk_…` or a UUID")),
    request_body = ReleaseTo,
    responses(
        (status = 200, description = "It is released", body = Released),
        (status = 400, description = "The id is malformed, or the body is not as expected", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`already_released`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "There is no such organization, or it is not in use", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn release(
    app: Data<App>,
    request: ReleaseRequest,
) -> Result<actix_web::web::Json<Released>, ApiError> {
    let ReleaseRequest { operator, id, to } = request;
    let tx = app.db()?.system().await?;
    let person = db::users::find(&tx, operator).await?.ok_or(ApiError::Unauthorized)?;
    let release = webhooks::release(&tx, id, to, &person.email).await?;
    tx.commit().await?;
    info!(%operator, webhook = %id, organization = %to, "An operator released a webhook from quarantine");
    Ok(actix_web::web::Json(release.into()))
}
