//! One call, and parts of it.

use actix_web::web::{Data, Json};
use domain::CallId;
use web::Path;

use super::view::{ActionList, CallView, TranscriptView};
use crate::app::App;
use crate::caller::CallReader;
use crate::error::ApiError;
use crate::openapi::{Forbidden, NotFound, Overloaded, Unauthorized};

/// Shows one call with everything that is known of it.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{id}",
    tag = "calls",
    params(("id" = String, Path, description = "`call_…` or a UUID")),
    responses(
        (status = 200, description = "The call", body = CallView),
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn show(
    app: Data<App>,
    CallReader(caller): CallReader,
    Path(id): Path<CallId>,
) -> Result<Json<CallView>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
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
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn transcript(
    app: Data<App>,
    CallReader(caller): CallReader,
    Path(id): Path<CallId>,
) -> Result<Json<TranscriptView>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
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
        Unauthorized,
        Forbidden,
        NotFound,
        Overloaded,
    )
)]
pub(crate) async fn actions(
    app: Data<App>,
    CallReader(caller): CallReader,
    Path(id): Path<CallId>,
) -> Result<Json<ActionList>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
    let actions = ActionList::load(&tx, id).await?;
    tx.commit().await?;
    actions.map(Json).ok_or(ApiError::NotFound)
}
