//! A webhook's way in: bounded, verified, read as little as possible, kept, answered.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::web::{Data, Json, Path, Payload};
use bytes::Bytes;
use domain::OrganizationId;
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use vapi::Envelope;

use crate::accept::Verified;
use crate::answer;
use crate::app::App;
use crate::error::IngestError;
use crate::snapshot::{Claim, Sender, Snapshot, Verdict};

/// Takes a message at the organization's own address.
pub(crate) async fn for_organization(
    app: Data<App>,
    organization: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    let organization: OrganizationId = organization.parse().map_err(|_| IngestError::UnknownOrganization)?;
    let (_room, body) = read(&app, &request, payload).await?;
    let (sender, known) = verify(&app, Claim::Organization(organization), request.headers()).await?;
    let envelope = Envelope::parse(&body)?;
    keep(&app, &request, sender, &envelope, body).await?;
    Ok(Json(answer::to(&envelope, sender, &known)))
}

/// Takes a message that has to tell whose it is.
pub(crate) async fn for_anyone(
    app: Data<App>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    let (_room, body) = read(&app, &request, payload).await?;
    let envelope = Envelope::parse(&body)?;
    let (sender, known) = verify(&app, Claim::Message(&envelope), request.headers()).await?;
    keep(&app, &request, sender, &envelope, body).await?;
    Ok(Json(answer::to(&envelope, sender, &known)))
}

/// Reads the body, which has its room in memory for as long as the permit lives.
async fn read(
    app: &App,
    request: &HttpRequest,
    payload: Payload,
) -> Result<(OwnedSemaphorePermit, Bytes), IngestError> {
    let room = app.admission.admit(request)?;
    let body = web::read_body(request, &mut payload.into_inner(), app.admission.max_body()).await?;
    Ok((room, body))
}

async fn verify(
    app: &App,
    claim: Claim<'_>,
    headers: &HeaderMap,
) -> Result<(Sender, Arc<Snapshot>), IngestError> {
    let header = |name: &str| headers.get(name).map(HeaderValue::as_bytes);
    let presented = vapi::presented_secret(header("x-vapi-secret"), header(AUTHORIZATION.as_str()));
    let (verdict, known) = app.directory.judge(claim, presented).await?;
    match verdict {
        Verdict::Verified(sender) => Ok((sender, known)),
        Verdict::UnknownOrganization => Err(IngestError::UnknownOrganization),
        Verdict::WrongSecret => Err(IngestError::WrongSecret { presented: presented.is_some() }),
        Verdict::Ambiguous => Err(IngestError::Ambiguous),
    }
}

async fn keep(
    app: &App,
    request: &HttpRequest,
    sender: Sender,
    envelope: &Envelope,
    body: Bytes,
) -> Result<(), IngestError> {
    let content_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (kind, content_type) = (envelope.kind.clone(), content_type.to_owned());
    Ok(app.acceptance.accept(Verified { sender, kind, content_type, body }).await?)
}
