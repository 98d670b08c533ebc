//! Stripe's events.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Payload};
use runtime::clock;
use serde_json::{Value, json};
use stripe::signature::{self, TOLERANCE};
use vapi::verification::Header;

use super::keep;
use crate::app::App;
use crate::arrival::Arrival;
use crate::error::IngestError;
use crate::snapshot::Snapshot;

/// Takes an event. Our own reference in it decides whose it is, or the customer.
pub(crate) async fn take(
    app: Data<App>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    if app.stripe_secrets.is_empty() {
        return Err(IngestError::NotConfigured("STRIPE_WEBHOOK_SECRET"));
    }
    let arrival = Arrival::read(&app, &request, payload).await?;
    verify(&app, &arrival)
        .map_err(|why| app.reject(&arrival, IngestError::NotVerified { why: Some(why) }))?;
    let event = stripe::Event::parse(&arrival.body)?;
    let judge = |known: &Snapshot| Snapshot::by_evidence(&known.evidence_of_stripe(&event), "stripe");
    let (verdict, _) = app.directory.ask(judge).await?;
    let sender = app.verified(&arrival, verdict)?;
    keep(&app, "stripe", event.kind, sender, arrival).await?;
    Ok(Json(json!({})))
}

fn verify(app: &App, arrival: &Arrival) -> Result<(), String> {
    let Header::One(header) = arrival.header("stripe-signature") else {
        return Err("the header stripe-signature is missing, or came more than once".to_owned());
    };
    let verified = signature::verify(header, &arrival.body, &app.stripe_secrets, clock::now(), TOLERANCE);
    verified.map(drop).map_err(|error| error.to_string())
}
