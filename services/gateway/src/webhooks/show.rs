//! One archived webhook.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::webhook_events::ArchivedMessage;
use domain::WebhookId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Json, Path};

use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;

/// An archived webhook with its body.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookView {
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
    responses((status = 200, description = "The webhook", body = WebhookView))
)]
pub(crate) async fn show(
    app: Data<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
) -> Result<Json<WebhookView>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
    let found = db::webhook_events::find(&tx, id).await?;
    tx.commit().await?;
    found.map(WebhookView::from).map(Json).ok_or(ApiError::NotFound)
}

impl From<ArchivedMessage> for WebhookView {
    fn from(message: ArchivedMessage) -> Self {
        let body = vapi::redacted_body_from(&message.provider, &message.body);
        Self {
            id: message.id,
            provider: message.provider,
            r#type: message.kind,
            vapi_call_id: message.vapi_call_id,
            content_type: message.content_type,
            received_at: message.received_at,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}
