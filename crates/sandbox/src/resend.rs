//! Resend's e-mails: send, fetch. An `Idempotency-Key` makes a repeat harmless.

mod answers;
mod mailbox;
mod requests;

use actix_web::web::{self, Bytes, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use crate::clock;
use crate::handle::Handle;
use answers::Rejection;
use requests::{Authorized, NewEmail, idempotency_key};

pub use mailbox::Email;
pub(crate) use mailbox::{Mailbox, Posting};

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/emails", web::post().to(send))
        .route("/emails/{id}", web::get().to(show))
        .default_service(web::to(answers::no_route));
}

async fn send(
    request: HttpRequest,
    handle: Data<Handle>,
    _caller: Authorized,
    body: Bytes,
) -> Result<HttpResponse, Rejection> {
    let key = idempotency_key(&request)?;
    let email = NewEmail::parse(&body)?;
    let posting = Posting { email, idempotency_key: key, body, posted_at: clock::now() };
    let id = handle.mailbox().post(posting)?;
    Ok(HttpResponse::Ok().json(json!({"id": id})))
}

async fn show(
    handle: Data<Handle>,
    _caller: Authorized,
    id: Path<String>,
) -> Result<HttpResponse, Rejection> {
    let found = handle.emails().into_iter().find(|email| email.id.to_string() == *id);
    let email = found.ok_or(Rejection::NotFound)?;
    Ok(HttpResponse::Ok().json(answers::email(&email)))
}
