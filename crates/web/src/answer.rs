//! The body of an answer on its way to the connection.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::Method;
use bytes::Bytes;

use crate::connection::Unfinished;

/// 16 KiB at once: the connection holds no more of an answer than the client is about to take.
const PIECE_BYTES: usize = 16 * 1024;

/// A body in pieces. It keeps its request unfinished until it is dropped.
struct Pieces {
    body: BoxBody,
    rest: Bytes,
    is_stream: bool,
    unfinished: Option<Unfinished>,
}

/// The body of an answer to HEAD: as long as the other one would be, and not there.
struct Absent(BodySize);

/// Makes an answer ready to be sent.
pub(crate) fn outgoing(
    response: HttpResponse,
    method: &Method,
    unfinished: Option<Unfinished>,
) -> HttpResponse {
    let has_body = *method != Method::HEAD;
    response.map_body(|_, body| match body.size() {
        BodySize::None => body,
        size if has_body => {
            let is_stream = size == BodySize::Stream;
            BoxBody::new(Pieces { body, rest: Bytes::new(), is_stream, unfinished })
        }
        size => BoxBody::new(Absent(size)),
    })
}

impl MessageBody for Pieces {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        if this.is_stream && this.unfinished.as_ref().is_some_and(Unfinished::has_left) {
            return Poll::Ready(None);
        }
        while this.rest.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_next(context)) {
                Some(Ok(bytes)) => this.rest = bytes,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        let piece = this.rest.len().min(PIECE_BYTES);
        Poll::Ready(Some(Ok(this.rest.split_to(piece))))
    }
}

impl MessageBody for Absent {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}
