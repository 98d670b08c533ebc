//! Resend's answers.

use actix_web::HttpResponse;
use serde_json::{Value, json};

use super::email::Email;
use super::rejection::problem;

pub(crate) async fn no_route() -> HttpResponse {
    HttpResponse::NotFound().json(problem(404, "not_found", "The requested endpoint does not exist"))
}

pub(crate) fn email(email: &Email) -> Value {
    json!({
        "object": "email",
        "id": email.id,
        "from": email.from,
        "to": email.to,
        "cc": null,
        "bcc": null,
        "reply_to": email.reply_to,
        "subject": email.subject,
        "html": email.html,
        "text": email.text,
        "created_at": email.created_at,
        "last_event": "delivered",
        "scheduled_at": null,
    })
}
