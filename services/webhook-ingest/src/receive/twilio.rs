//! Twilio's callbacks.

use actix_web::http::header::ContentType;
use actix_web::web::{Data, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use domain::OrganizationId;
use serde::Deserialize;
use twilio::signature::{self, SignedRequest};
use vapi::verification::Header;

use super::keep;
use crate::app::App;
use crate::arrival::Arrival;
use crate::error::IngestError;
use crate::snapshot::Snapshot;

/// At most 64 characters: longer ends of the address are cut, and none of them is a known word.
const MAX_KIND: usize = 64;

/// No instructions. Twilio asks for instructions where it is called for a message or a call.
const EMPTY_TWIML: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;

/// What we may have written into the address that Twilio signs.
#[derive(Deserialize)]
pub(crate) struct CallbackQuery {
    organization_id: Option<OrganizationId>,
}

/// Takes a callback, exactly as it came. The address decides whose it is, or the number at either end. It is
/// what the end of the address says; without one, what its form looks like.
pub(crate) async fn take(
    app: Data<App>,
    end: Option<Path<String>>,
    query: Option<Query<CallbackQuery>>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, IngestError> {
    if app.twilio_tokens.is_empty() {
        return Err(IngestError::NotConfigured("TWILIO_AUTH_TOKEN"));
    }
    let arrival = Arrival::read(&app, &request, payload).await?;
    verify(&app, &arrival)
        .map_err(|why| app.reject(&arrival, IngestError::NotVerified { why: Some(why) }))?;
    let callback = twilio::Callback::parse(&arrival.body);
    let named = query.and_then(|query| query.into_inner().organization_id);
    let judge =
        |known: &Snapshot| Snapshot::by_evidence(&known.evidence_of_twilio(&callback, named), "twilio");
    let (verdict, _) = app.directory.ask(judge).await?;
    let sender = app.verified(&arrival, verdict)?;
    let end = end.as_deref().map_or("", |end| end.trim_matches('/'));
    let by_form = twilio::kind_of(&arrival.body);
    let word = if end.is_empty() { by_form } else { end };
    let kind: String = word.chars().take(MAX_KIND).collect();
    let answer = answer(match twilio::routing_word(&kind) {
        "other" => by_form,
        word => word,
    });
    keep(&app, "twilio", kind, sender, arrival).await?;
    Ok(answer)
}

fn verify(app: &App, arrival: &Arrival) -> Result<(), String> {
    let Header::One(signature) = arrival.header("x-twilio-signature") else {
        return Err("the header x-twilio-signature is missing, or came more than once".to_owned());
    };
    let signed = SignedRequest { url: &arrival.url, body: &arrival.body, signature };
    signature::verify(&signed, &app.twilio_tokens).map_err(|error| error.to_string())
}

fn answer(kind: &str) -> HttpResponse {
    match kind {
        "sms" | "voice" => HttpResponse::Ok().insert_header(ContentType::xml()).body(EMPTY_TWIML),
        _ => HttpResponse::NoContent().finish(),
    }
}
