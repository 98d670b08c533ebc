//! Twilio's callbacks.

use actix_web::http::header::ContentType;
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use domain::OrganizationId;
use twilio::form;
use twilio::signature::{self, SignedRequest};
use url::form_urlencoded;
use vapi::verification::Header;

use super::keep;
use crate::app::App;
use crate::arrival::Arrival;
use crate::error::IngestError;
use crate::snapshot::Snapshot;

/// No instructions. Twilio asks for instructions where it is called for a message or a call.
const EMPTY_TWIML: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;

/// What we may have written into the address that Twilio signs.
const ORGANIZATION: &str = "organization_id";

/// Takes a callback, exactly as it came. The address decides whose it is, or the number at either end. It is
/// what the end of the address says; without one, what its form looks like.
pub(crate) async fn take(
    app: Data<App>,
    end: Option<Path<String>>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, IngestError> {
    if app.twilio_tokens.is_empty() {
        return Err(IngestError::NotConfigured("TWILIO_AUTH_TOKEN"));
    }
    let arrival = Arrival::read(&app, &request, payload).await?;
    let end = end.as_deref().map_or("", |end| end.trim_matches('/'));
    let reject = |why: String| app.reject(&arrival, IngestError::NotVerified { why: Some(why) });
    verify(&app, &arrival).map_err(&reject)?;
    let named = read_one_way(&app, &arrival, (end, request.query_string())).map_err(&reject)?;
    let callback = twilio::Callback::parse(&arrival.body);
    let judge =
        |known: &Snapshot| Snapshot::by_evidence(&known.evidence_of_twilio(&callback, named), "twilio");
    let (verdict, _) = app.directory.ask(judge).await?;
    let sender = app.verified(&arrival, verdict)?;
    let by_form = twilio::kind_of(&arrival.body);
    let kind = if end.is_empty() { by_form } else { end };
    let answer = answer(match twilio::routing_word(kind) {
        "other" => by_form,
        word => word,
    });
    keep(&app, "twilio", kind.to_owned(), sender, arrival).await?;
    Ok(answer)
}

fn verify(app: &App, arrival: &Arrival) -> Result<(), String> {
    let Header::One(signature) = arrival.header("x-twilio-signature") else {
        return Err("the header x-twilio-signature is missing, or came more than once".to_owned());
    };
    let signed = SignedRequest { url: &arrival.url, body: &arrival.body, signature };
    signature::verify(&signed, &app.twilio_tokens).map_err(|error| error.to_string())
}

/// What is signed is one text, the address and directly behind it the form: it is taken only where it can't be
/// divided otherwise. Gives the organization that the address names.
fn read_one_way(
    app: &App,
    arrival: &Arrival,
    (end, query): (&str, &str),
) -> Result<Option<OrganizationId>, String> {
    if !end.is_empty() && !twilio::is_kind(end) {
        return Err("the address ends in no kind of callback that is taken here".to_owned());
    }
    let (mut named, mut hash) = (None, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            ORGANIZATION if named.is_none() => {
                let organization: OrganizationId =
                    value.parse().map_err(|_| format!("{ORGANIZATION} is malformed"))?;
                named = Some(organization);
            }
            signature::BODY_HASH if hash.is_none() => hash = Some(value),
            _ => return Err("the address has a parameter that is not taken here, or one twice".to_owned()),
        }
    }
    if !signature::is_hashed(&arrival.url) {
        form::check(&arrival.body, &app.twilio_parameters).map_err(|error| error.to_string())?;
    }
    Ok(named)
}

fn answer(kind: &str) -> HttpResponse {
    match kind {
        "sms" | "voice" => HttpResponse::Ok().insert_header(ContentType::xml()).body(EMPTY_TWIML),
        _ => HttpResponse::NoContent().finish(),
    }
}
