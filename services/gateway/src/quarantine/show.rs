//! One webhook in quarantine, released or not.

use actix_web::dev::Payload;
use actix_web::web::{Data, Json};
use actix_web::{Error, FromRequest, HttpRequest};
use chrono::{DateTime, Utc};
use db::webhook_quarantine::{Entry, Release};
use domain::{OrganizationId, UserId, WebhookId};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use tracing::info;
use utoipa::ToSchema;
use web::Path;

use super::list::QuarantineItem;
use crate::app::App;
use crate::caller::Operator;
use crate::error::ApiError;
use crate::openapi::{Forbidden, NotFound, Overloaded, Problem, Unauthorized};

/// Which webhook to show to an operator. The path is read after the credentials.
pub(crate) struct ShowQuarantineRequest {
    operator: UserId,
    id: WebhookId,
}

impl FromRequest for ShowQuarantineRequest {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let operator = Operator::from_request(request, payload);
        let request = request.clone();
        async move {
            let Operator(operator) = operator.await?;
            let Path(id) = Path::<WebhookId>::extract(&request).await?;
            Ok(Self { operator, id })
        }
        .boxed_local()
    }
}

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
    #[schema(value_type = String, example = "org_01995b2e7c417e1b8d3a5f0a9b6c2d11")]
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
    params(("id" = String, Path, description = "`whk_…` or a UUID")),
    responses(
        (status = 200, description = "The webhook", body = QuarantineView),
        (status = 400, description = "The id is malformed", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn show(
    app: Data<App>,
    request: ShowQuarantineRequest,
) -> Result<Json<QuarantineView>, ApiError> {
    let ShowQuarantineRequest { operator, id } = request;
    let tx = app.db()?.system().await?;
    let found = db::webhook_quarantine::find(&tx, id).await?;
    tx.commit().await?;
    let found = found.ok_or(ApiError::NotFound)?;
    info!(%operator, webhook = %id, "An operator was shown a webhook in quarantine");
    Ok(Json(found.into()))
}

impl From<Entry> for QuarantineView {
    fn from(entry: Entry) -> Self {
        let (item, body) = QuarantineItem::of(entry.quarantined, entry.connection_organization);
        Self {
            item,
            body: String::from_utf8_lossy(&body).into_owned(),
            released: entry.release.map(Released::from),
        }
    }
}

impl From<Release> for Released {
    fn from(release: Release) -> Self {
        Self { at: release.at, organization_id: release.to, by: release.by }
    }
}
