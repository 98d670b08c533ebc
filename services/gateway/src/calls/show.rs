//! One call, and parts of it.

use actix_web::dev::Payload;
use actix_web::web::{Data, Json};
use actix_web::{Error, FromRequest, HttpRequest};
use domain::{CallId, OrganizationId};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use web::Path;

use super::view::{ActionList, CallView, TranscriptView};
use crate::app::App;
use crate::caller::CallReader;
use crate::error::ApiError;
use crate::openapi::{Forbidden, NotFound, Overloaded, Problem, Unauthorized};

/// Whose call to show, or a part of it. The path is read after the credentials: an unverified source learns
/// nothing, and a look-up that has begun is not dropped half-way.
pub(crate) struct ShowCallRequest {
    pub(super) organization: OrganizationId,
    pub(super) id: CallId,
}

impl FromRequest for ShowCallRequest {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = CallReader::from_request(request, payload);
        let request = request.clone();
        async move {
            let CallReader(caller) = caller.await?;
            let Path(id) = Path::<CallId>::extract(&request).await?;
            Ok(Self { organization: caller.organization, id })
        }
        .boxed_local()
    }
}

/// Shows one call with everything that is known of it.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{id}",
    tag = "calls",
    params(("id" = String, Path, description = "`call_…` or a UUID")),
    responses(
        (status = 200, description = "The call", body = CallView),
        (status = 400, description = "The id is malformed", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn show(
    app: Data<App>,
    ShowCallRequest { organization, id }: ShowCallRequest,
) -> Result<Json<CallView>, ApiError> {
    let tx = app.db()?.tenant(organization).await?;
    let call = CallView::load(&tx, id).await?;
    tx.commit().await?;
    call.map(Json).ok_or(ApiError::NotFound)
}

/// Shows what was said in a call.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{id}/transcript",
    tag = "calls",
    params(("id" = String, Path, description = "`call_…` or a UUID")),
    responses(
        (status = 200, description = "The transcript", body = TranscriptView),
        (status = 400, description = "The id is malformed", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn transcript(
    app: Data<App>,
    ShowCallRequest { organization, id }: ShowCallRequest,
) -> Result<Json<TranscriptView>, ApiError> {
    let tx = app.db()?.tenant(organization).await?;
    let transcript = TranscriptView::load(&tx, id).await?;
    tx.commit().await?;
    transcript.map(Json).ok_or(ApiError::NotFound)
}

/// Lists what tools did during a call.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{id}/actions",
    tag = "calls",
    params(("id" = String, Path, description = "`call_…` or a UUID")),
    responses(
        (status = 200, description = "The actions, in their order", body = ActionList),
        (status = 400, description = "The id is malformed", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn actions(
    app: Data<App>,
    ShowCallRequest { organization, id }: ShowCallRequest,
) -> Result<Json<ActionList>, ApiError> {
    let tx = app.db()?.tenant(organization).await?;
    let actions = ActionList::load(&tx, id).await?;
    tx.commit().await?;
    actions.map(Json).ok_or(ApiError::NotFound)
}
