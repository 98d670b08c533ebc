//! One call, and parts of it.

use actix_web::web::Data;
use domain::CallId;
use tokio::sync::SemaphorePermit;
use web::{Json, Path};

use super::parts::Action;
use super::view::{CallView, TranscriptView};
use crate::admission::Room;
use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;
use crate::query::Page;

/// Shows one call with everything that is known of it.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{id}",
    tag = "calls",
    responses((status = 200, description = "The call", body = CallView))
)]
pub(crate) async fn show(
    app: Data<App>,
    caller: Caller,
    room: Room,
    Path(id): Path<CallId>,
) -> Result<Json<CallView>, ApiError> {
    let _turn = make_room(&app, &caller, &room, id).await?;
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
    responses((status = 200, description = "The transcript", body = TranscriptView))
)]
pub(crate) async fn transcript(
    app: Data<App>,
    caller: Caller,
    room: Room,
    Path(id): Path<CallId>,
) -> Result<Json<TranscriptView>, ApiError> {
    let _turn = make_room(&app, &caller, &room, id).await?;
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
    responses((status = 200, description = "All actions, in their order", body = Page<Action>))
)]
pub(crate) async fn actions(
    app: Data<App>,
    caller: Caller,
    room: Room,
    Path(id): Path<CallId>,
) -> Result<Json<Page<Action>>, ApiError> {
    let _turn = make_room(&app, &caller, &room, id).await?;
    let tx = app.db()?.tenant(caller.organization).await?;
    let is_known = db::calls::is_known(&tx, id).await?;
    let actions = db::call_actions::of_call(&tx, id).await?;
    tx.commit().await?;
    if !is_known {
        return Err(ApiError::NotFound);
    }
    Ok(Json(Page::whole(actions.into_iter().map(Action::from))))
}

/// Makes room for what a call's answers may be long by, and waits for a turn to load it. No connection is held
/// meanwhile.
pub(super) async fn make_room<'room>(
    app: &App,
    caller: &Caller,
    room: &'room Room,
    id: CallId,
) -> Result<Option<SemaphorePermit<'room>>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
    let size = db::calls::text_bytes(&tx, id).await?;
    tx.commit().await?;
    let size = usize::try_from(size.unwrap_or_default()).unwrap_or(usize::MAX);
    room.grow_to(size)?;
    Ok(room.turn(size).await)
}
