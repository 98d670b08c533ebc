//! One archived webhook.

use actix_web::dev::Payload;
use actix_web::web::{Data, Json};
use actix_web::{Error, FromRequest, HttpRequest};
use chrono::{DateTime, Utc};
use db::webhook_events::ArchivedMessage;
use domain::{OrganizationId, WebhookId};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use utoipa::ToSchema;
use web::Path;

use crate::app::App;
use crate::caller::WebhookReader;
use crate::error::ApiError;
use crate::openapi::{Forbidden, NotFound, Overloaded, Problem, Unauthorized};

/// Whose webhook to show. The path is read after the credentials.
pub(crate) struct ShowWebhookRequest {
    organization: OrganizationId,
    id: WebhookId,
}

impl FromRequest for ShowWebhookRequest {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = WebhookReader::from_request(request, payload);
        let request = request.clone();
        async move {
            let WebhookReader(caller) = caller.await?;
            let Path(id) = Path::<WebhookId>::extract(&request).await?;
            Ok(Self { organization: caller.organization, id })
        }
        .boxed_local()
    }
}

/// An archived webhook with its body.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookView {
    #[schema(value_type = String, example = "whk_01995b2e7c417e1b8d3a5f0a9b6c2d18")]
    id: WebhookId,
    #[schema(example = "vapi")]
    provider: String,
    /// The sender's own word.
    #[schema(example = "end-of-call-report")]
    r#type: String,
    vapi_call_id: Option<String>,
    content_type: String,
    received_at: DateTime<Utc>,
    /// As received, but for secrets; what is no UTF-8 in it is replaced.
    body: String,
}

/// Shows one archived webhook with its body.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{id}",
    tag = "webhooks",
    params(("id" = String, Path, description = "`whk_…` or a UUID")),
    responses(
        (status = 200, description = "The webhook", body = WebhookView),
        (status = 400, description = "The id is malformed", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn show(
    app: Data<App>,
    ShowWebhookRequest { organization, id }: ShowWebhookRequest,
) -> Result<Json<WebhookView>, ApiError> {
    let tx = app.db()?.tenant(organization).await?;
    let found = db::webhook_events::find(&tx, id).await?;
    tx.commit().await?;
    found.map(WebhookView::from).map(Json).ok_or(ApiError::NotFound)
}

impl From<ArchivedMessage> for WebhookView {
    fn from(message: ArchivedMessage) -> Self {
        Self {
            id: message.id,
            provider: message.provider,
            r#type: message.kind,
            vapi_call_id: message.vapi_call_id,
            content_type: message.content_type,
            received_at: message.received_at,
            body: String::from_utf8_lossy(&message.body).into_owned(),
        }
    }
}
