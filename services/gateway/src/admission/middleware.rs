//! Bounds what surrounds a handler.

use std::error::Error as StdError;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};
use bytes::Bytes;

use super::{Admission, Room, Whose};
use crate::app::App;
use crate::caller::Caller;

/// Runs a handler once there is room for its request, and holds the room until its answer is sent or given up.
pub(crate) async fn bound(
    app: Data<App>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let whose = request.extensions().get::<Caller>().map(Whose::of);
    let room = match Admission::admit(&app.admission, whose) {
        Ok(room) => room,
        Err(problem) => return Ok(request.error_response(problem)),
    };
    request.extensions_mut().insert(room.clone());
    let (request, response) = next.call(request).await?.into_parts();
    let size = match response.body().size() {
        BodySize::None | BodySize::Stream => 0,
        BodySize::Sized(size) => usize::try_from(size).unwrap_or(usize::MAX),
    };
    let response = match room.grow_to(size) {
        Ok(()) => response.map_body(|_, body| BoxBody::new(HeldBody { body, _room: room })),
        Err(problem) => problem.respond(),
    };
    Ok(ServiceResponse::new(request, response))
}

/// A body that there is room for as long as it is there.
struct HeldBody {
    body: BoxBody,
    _room: Room,
}

impl MessageBody for HeldBody {
    type Error = Box<dyn StdError>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(context)
    }
}
