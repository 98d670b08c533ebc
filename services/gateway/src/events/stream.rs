//! `GET /api/v1/events`.

use std::convert::Infallible;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::Data;
use futures_util::stream::unfold;
use runtime::telemetry::service_span;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::follower::Follower;
use super::frame::EventData;
use super::frames::{FrameReceiver, frames};
use super::start::{FollowEventsQuery, Start};
use crate::NAME;
use crate::admission::Room;
use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;

/// Follows the organization's events as they happen.
///
/// Server-sent events. The `id` of each is its place in the organization's log, and means nothing but that: a
/// client that connects again sends the last one as `Last-Event-ID` and misses nothing. A place that the log no
/// longer has, or of another organization, is answered with one event `reset`: fetch anew what you show. A comment comes every 15 seconds. The stream ends when the
/// credentials do.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "events",
    responses((
        status = 200,
        description = "The stream; this is the `data` of each event",
        body = EventData,
        content_type = "text/event-stream"
    ))
)]
pub(crate) async fn events(
    app: Data<App>,
    caller: Caller,
    room: Room,
    query: FollowEventsQuery,
) -> Result<HttpResponse, ApiError> {
    room.become_stream().map_err(|problem| problem.detail("too many live streams are open"))?;
    // The subscription begins before the place in the log is looked up, so that nothing falls in between.
    let wakes = app.feed.wakes(caller.organization);
    let (start, places) = Start::find(app.db()?, caller.organization, query.after).await?;

    let (out, frames) = frames();
    let (db, feed) = (app.db()?.clone(), Arc::clone(&app.feed));
    let over = CancellationToken::new();
    let follower = Follower { db, feed, caller, types: query.types, start, places, out, room, over };
    app.feed.streams().spawn(follower.run(wakes).instrument(service_span(NAME)));
    Ok(answer(frames))
}

fn answer(frames: FrameReceiver) -> HttpResponse {
    let body = unfold(frames, |mut frames| async move {
        let frame = frames.next().await?;
        Some((Ok::<_, Infallible>(frame), frames))
    });
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Asks nginx to pass frames on as they come.
        .insert_header(("x-accel-buffering", "no"))
        .streaming(body)
}
