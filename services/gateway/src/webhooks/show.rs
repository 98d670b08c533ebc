//! One archived webhook.

use std::mem;

use actix_web::HttpResponse;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::webhook_events::ArchivedMessage;
use domain::WebhookId;
use serde::Serialize;
use utoipa::ToSchema;
use web::Path;

use crate::admission::Room;
use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;
use crate::long_text;

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
    // The last field: it is written as the client takes it.
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
    room: Room,
    Path(id): Path<WebhookId>,
) -> Result<HttpResponse, ApiError> {
    let size = body_bytes(&app, &caller, id).await?.ok_or(ApiError::NotFound)?;
    room.grow_to(size)?;
    let _turn = room.turn(size).await;
    let tx = app.db()?.tenant(caller.organization).await?;
    let found = db::webhook_events::find(&tx, id).await?;
    tx.commit().await?;
    let mut view = WebhookView::from(found.ok_or(ApiError::NotFound)?);
    let body = mem::take(&mut view.body);
    room.grow_to(body.len())?;
    Ok(long_text::answer(&view, body))
}

/// Asked for before a turn is waited for, so that no connection is held meanwhile.
async fn body_bytes(app: &App, caller: &Caller, id: WebhookId) -> Result<Option<usize>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
    let size = db::webhook_events::body_bytes(&tx, id).await?;
    tx.commit().await?;
    Ok(size.map(|size| usize::try_from(size).unwrap_or_default()))
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
            body: long_text::lossy(body),
        }
    }
}
