//! A webhook's way in: bounded, verified, read as little as possible, kept, answered.

pub(crate) mod integration;
pub(crate) mod stripe;
pub(crate) mod twilio;

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use domain::OrganizationId;
use metrics::counter;
use serde_json::Value;
use vapi::Envelope;
use vapi::verification::VerificationError;
use webhooks::{Webhook, unreadable};

use crate::app::App;
use crate::arrival::Arrival;
use crate::error::IngestError;
use crate::limits::Sent;
use crate::live::{Kind, Live, Question};
use crate::owner::{Sender, Verdict};
use crate::snapshot::Snapshot;

/// Why a webhook is not verified, in the metrics: nothing that it names is known.
const UNKNOWN: &str = "unknown";

/// Takes a message of Vapi's at the organization's own address.
pub(crate) async fn for_organization(
    app: Data<App>,
    organization: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    let arrival = Arrival::read(&app, &request, payload).await?;
    let organization: OrganizationId =
        organization.parse().map_err(|_| app.not_verified(&arrival, UNKNOWN))?;
    let reading = Instant::now();
    let judge = |known: &Snapshot| arrival.present(|presented| known.at_address(organization, presented));
    let (verdict, _) = app.directory.ask(judge).await?;
    let sender = app.verified(&arrival, verdict)?;
    let verify = reading.elapsed();
    // Only now: an unverified body is not worth the parsing.
    let envelope = Envelope::parse(&arrival.body)?;
    let parse = reading.elapsed().saturating_sub(verify);
    let (verdict, known) = app.directory.ask(|known| known.placed(&sender, &envelope)).await?;
    let sender = app.verified(&arrival, verdict)?;
    Ok(Json(take(&app, Message { arrival, envelope, sender, known, verify, parse }).await?))
}

/// Takes a message of Vapi's whose own content has to name its organization.
pub(crate) async fn for_anyone(
    app: Data<App>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    let arrival = Arrival::read(&app, &request, payload).await?;
    let reading = Instant::now();
    let envelope = Envelope::parse(&arrival.body).map_err(|error| app.reject(&arrival, error.into()))?;
    let parse = reading.elapsed();
    let judge = |known: &Snapshot| arrival.present(|presented| known.for_anyone(&envelope, presented));
    let (verdict, known) = app.directory.ask(judge).await?;
    let sender = app.verified(&arrival, verdict)?;
    let verify = reading.elapsed().saturating_sub(parse);
    Ok(Json(take(&app, Message { arrival, envelope, sender, known, verify, parse }).await?))
}

/// A message of Vapi's that was read and verified.
struct Message {
    arrival: Arrival,
    envelope: Envelope,
    sender: Sender,
    known: Arc<Snapshot>,
    verify: Duration,
    parse: Duration,
}

/// Keeps a message, and answers it where it asks something.
async fn take(app: &App, message: Message) -> Result<Value, IngestError> {
    let Message { arrival, envelope, sender, known, verify, parse } = message;
    let question_kind = Kind::of(&envelope);
    let admitted =
        app.limits.admit(sent(&sender, question_kind.is_some_and(Kind::is_supported)), Instant::now());
    if question_kind.is_none() {
        admitted?;
    }
    let (organization, body, received) =
        (sender.owner.organization(), arrival.body.clone(), arrival.received);
    let webhook = Webhook {
        unreadable: unreadable(&envelope),
        ..arrival.webhook("vapi", envelope.kind.clone(), sender)
    };
    let (id, received_at) = (webhook.id, webhook.received_at);
    let (acceptance, room) = (Arc::clone(&app.acceptance), Arc::new(arrival.room));
    let Some(kind) = question_kind else {
        acceptance.accept(webhook).await?;
        return Ok(vapi::answer::nothing());
    };
    let kept = Arc::clone(&room);
    let keep = move || {
        // Until then the body is in memory, whoever has been answered.
        let (acceptance, webhook, room) = (Arc::clone(&acceptance), webhook.clone(), Arc::clone(&kept));
        async move {
            let _room = room;
            acceptance.accept(webhook).await
        }
    };
    let trace_id = bus::trace::current().and_then(|parent| parent.split('-').nth(1).map(str::to_owned));
    let question = Question {
        id,
        organization,
        envelope,
        body,
        received,
        received_at,
        trace_id,
        verify,
        parse,
        known,
        room,
    };
    if admitted.is_err() {
        // A caller waits, whoever has sent too much, and Vapi ignores the body of an error.
        return Ok(Live::turn_away(kind, &question));
    }
    Ok(app.live.answer(kind, question, keep).await)
}

/// Keeps a webhook whose answer no caller waits for.
async fn keep(
    app: &App,
    provider: &str,
    kind: String,
    sender: Sender,
    arrival: Arrival,
) -> Result<(), IngestError> {
    app.limits.admit(sent(&sender, false), Instant::now())?;
    let webhook = arrival.webhook(provider, kind, sender);
    Ok(app.acceptance.accept(webhook).await?)
}

fn sent(sender: &Sender, is_question: bool) -> Sent {
    Sent { organization: sender.owner.organization(), connection: sender.connection, is_question }
}

impl App {
    /// Takes what is verified. What is not counts against the address that it came from.
    fn verified(&self, arrival: &Arrival, verdict: Verdict) -> Result<Sender, IngestError> {
        match verdict {
            Verdict::Verified(sender) => {
                self.limits.trust(arrival.source, Instant::now());
                Ok(sender)
            }
            // One answer for both: an unverified source learns nothing of who is known here.
            Verdict::UnknownOrganization => Err(self.not_verified(arrival, UNKNOWN)),
            Verdict::Rejected(error) => {
                Err(self.not_verified(arrival, error.as_ref().map_or("several", reason)))
            }
            // Not the sender's fault, so that it does not count against the address.
            Verdict::Unopened => {
                counter!("webhooks_not_verified_total", "reason" => "unopened").increment(1);
                Err(IngestError::Unopened)
            }
        }
    }

    /// Why is only counted.
    fn not_verified(&self, arrival: &Arrival, reason: &'static str) -> IngestError {
        counter!("webhooks_not_verified_total", "reason" => reason).increment(1);
        self.reject(arrival, IngestError::NotVerified { why: None })
    }

    /// Counts a request that was not verified, and gives the error to answer it with.
    fn reject(&self, arrival: &Arrival, error: IngestError) -> IngestError {
        match self.limits.count_unverified(arrival.source, Instant::now()) {
            Ok(()) => error,
            Err(exceeded) => exceeded.into(),
        }
    }
}

/// A word for the metrics.
fn reason(error: &VerificationError) -> &'static str {
    match error {
        VerificationError::Source => "source",
        VerificationError::Missing { .. } => "missing",
        VerificationError::Repeated { .. } => "repeated",
        VerificationError::Unreadable { .. } => "unreadable",
        VerificationError::Mismatch => "mismatch",
        VerificationError::Stale { .. } => "stale",
        VerificationError::Token(_) => "token",
    }
}
