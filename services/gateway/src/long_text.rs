//! Answers whose last field is a long text: written piece by piece as the client takes them, so that it is in
//! memory once.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::ContentType;
use bytes::Bytes;
use serde::Serialize;
use web::Problem;

/// 16 KiB at once: as much as a connection takes.
const PIECE_BYTES: usize = 16 * 1024;
/// What JSON ends with where its last field is an empty text.
const END: &str = "\"}";

/// A JSON object, its last text not yet written.
struct LongText {
    /// What comes before the text.
    begin: Option<String>,
    text: String,
    place: usize,
    is_over: bool,
    size: u64,
}

/// Answers with an object whose last field is an empty text, with this text in it.
pub(crate) fn answer(object: &impl Serialize, text: String) -> HttpResponse {
    let written = serde_json::to_string(object);
    let body = written.map(|mut json| {
        json.truncate(json.len().saturating_sub(END.len()));
        LongText::new(json, text)
    });
    match body {
        Ok(body) => HttpResponse::Ok().content_type(ContentType::json()).body(BoxBody::new(body)),
        Err(error) => Problem::internal(&error).respond(),
    }
}

/// The text of a body, without a copy of it where it is UTF-8.
pub(crate) fn lossy(body: Vec<u8>) -> String {
    String::from_utf8(body).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

impl LongText {
    fn new(begin: String, text: String) -> Self {
        let mut body = Self { begin: None, text, place: 0, is_over: false, size: 0 };
        let mut size = begin.len().saturating_add(END.len());
        while let Some(piece) = body.next_piece() {
            size = size.saturating_add(piece.len());
        }
        Self { begin: Some(begin), place: 0, size: u64::try_from(size).unwrap_or(u64::MAX), ..body }
    }

    /// The next part of the text, as it stands in JSON.
    fn next_piece(&mut self) -> Option<String> {
        let mut end = self.place.saturating_add(PIECE_BYTES).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end = end.saturating_add(1);
        }
        let piece = self.text.get(self.place..end).filter(|piece| !piece.is_empty())?;
        self.place = end;
        let quoted = serde_json::to_string(piece).ok()?;
        Some(quoted.get(1..quoted.len().saturating_sub(1))?.to_owned())
    }
}

impl MessageBody for LongText {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.size)
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        let next = this.begin.take().or_else(|| this.next_piece());
        if next.is_none() && !this.is_over {
            this.is_over = true;
            return Poll::Ready(Some(Ok(Bytes::from_static(END.as_bytes()))));
        }
        Poll::Ready(next.map(|piece| Ok(piece.into())))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Serialize)]
    struct Message {
        id: u8,
        body: String,
    }

    #[actix_web::test]
    async fn a_text_of_any_length_arrives_as_it_is() {
        let long = "a\"b\\c\n\u{0}é€😀".repeat(20_000);
        for text in ["", "short", "\u{1}", &long] {
            let response = answer(&Message { id: 7, body: String::new() }, text.to_owned());
            let size = response.body().size();
            let bytes = to_bytes(response.into_body()).await.unwrap();
            assert_eq!(size, BodySize::Sized(bytes.len().try_into().unwrap()));
            let read: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(read, json!({"id": 7, "body": text}));
        }
    }
}
