//! Keeps every webhook as it came, but for its secrets.

use bus::{Handler, Received};
use contracts::webhooks::WebhookReceived;
use db::Db;
use db::webhook_events::WebhookEvent;
use db::webhook_quarantine::Quarantined;
use domain::OrganizationId;
use metrics::counter;
use service::HandlerError;
use vapi::Envelope;

/// The provider whose messages are read.
const VAPI: &str = "vapi";

/// The provider each of whose states is archived once.
const TWILIO: &str = "twilio";

/// At most 200 characters of a type: no sender's is longer, and an index can't hold long texts.
const MAX_KIND: usize = 200;

/// At most 64 characters: no call has a longer id.
const MAX_CALL_ID: usize = 64;

/// Archives webhooks, whatever they are; unassigned ones go into quarantine.
pub(crate) struct Archive {
    db: Db,
}

impl Archive {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    async fn archive(
        &self,
        organization: OrganizationId,
        webhook: WebhookReceived,
    ) -> Result<(), HandlerError> {
        let envelope = envelope(&webhook);
        let unreadable = envelope.as_ref().and_then(webhooks::unreadable);
        // Whoever has captured a signed callback can send it as often as they like.
        let state = if webhook.provider == TWILIO { twilio::state_of(&webhook.body) } else { None };
        let event = event(webhook, envelope)?;
        let id = event.id;
        let tx = self.db.tenant(organization).await?;
        if let Some(state) = state
            && !db::claims::take(&tx, Self::NAME, &state).await?
        {
            counter!("webhooks_repeated_total", "provider" => TWILIO).increment(1);
            return Ok(tx.commit().await?);
        }
        db::webhook_events::add(&tx, event).await?;
        if let Some(reason) = unreadable {
            db::webhook_outcomes::put_unreadable(&tx, id, Self::NAME, reason).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn quarantine(&self, webhook: WebhookReceived) -> Result<(), HandlerError> {
        let is_noise = is_noise(&webhook, envelope(&webhook).as_ref());
        let quarantined = quarantined(webhook)?;
        let tx = self.db.system().await?;
        if is_noise {
            db::webhook_quarantine::add_noise(&tx, quarantined).await?;
        } else {
            db::webhook_quarantine::add(&tx, quarantined).await?;
        }
        Ok(tx.commit().await?)
    }
}

impl Handler for Archive {
    const NAME: &'static str = "webhook-ingest.archive";
    type Message = WebhookReceived;
    type Error = HandlerError;

    async fn handle(&self, received: Received<WebhookReceived>) -> Result<(), HandlerError> {
        if received.message.organization_id.is_none() {
            return self.quarantine(received.message).await;
        }
        self.archive(service::organization(&received)?, received.message).await
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}

fn event(webhook: WebhookReceived, envelope: Option<Envelope>) -> Result<WebhookEvent, HandlerError> {
    Ok(WebhookEvent {
        id: webhook.id()?,
        connection: webhook.connection()?,
        is_noise: is_noise(&webhook, envelope.as_ref()),
        vapi_call_id: envelope
            .and_then(|envelope| envelope.call_id)
            .filter(|id| id.chars().count() <= MAX_CALL_ID),
        received_at: webhook.received_at()?,
        body: body(&webhook),
        kind: kind(&webhook),
        trace_id: trace_id(),
        provider: webhook.provider,
        verification: webhook.verification,
        content_type: text(&webhook.content_type.unwrap_or_default()),
    })
}

fn quarantined(webhook: WebhookReceived) -> Result<Quarantined, HandlerError> {
    let reason = webhook.quarantine_reason.as_deref().and_then(|reason| reason.parse().ok());
    Ok(Quarantined {
        id: webhook.id()?,
        connection: webhook.connection()?,
        candidates: webhook.candidates()?,
        received_at: webhook.received_at()?,
        body: body(&webhook),
        kind: kind(&webhook),
        trace_id: trace_id(),
        reason: reason.ok_or(HandlerError::NoOrganization)?,
        provider: webhook.provider,
        verification: webhook.verification,
        content_type: text(&webhook.content_type.unwrap_or_default()),
    })
}

/// `None` for what can't be read any more, which is archived all the same.
fn envelope(webhook: &WebhookReceived) -> Option<Envelope> {
    if webhook.provider == VAPI { Envelope::parse(&webhook.body).ok() } else { None }
}

fn is_noise(webhook: &WebhookReceived, envelope: Option<&Envelope>) -> bool {
    let is_partial = envelope.is_some_and(|envelope| envelope.is_partial);
    webhook.provider == VAPI && vapi::is_noise(&webhook.r#type, is_partial)
}

/// Without its secrets. It reads the same as the one received, so it can be read in its place after a release
/// from quarantine.
fn body(webhook: &WebhookReceived) -> Vec<u8> {
    vapi::redacted_body_from(&webhook.provider, &webhook.body)
}

fn kind(webhook: &WebhookReceived) -> String {
    text(&webhook.r#type).chars().take(MAX_KIND).collect()
}

/// Postgres keeps no NUL in text; the body has it as it came.
fn text(value: &str) -> String {
    value.replace('\0', "")
}

fn trace_id() -> Option<String> {
    bus::trace::current().and_then(|parent| parent.split('-').nth(1).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_vapi_keeps_its_secrets_in_vapis_places() {
        let kept = |provider: &str| {
            let sent = br#"{"tool":{"key":"hammer"},"call":{"token":"A1","apiKey":"k"}}"#;
            let provider = provider.to_owned();
            let webhook =
                WebhookReceived { provider, body: sent.to_vec().into(), ..WebhookReceived::default() };
            String::from_utf8(body(&webhook)).unwrap()
        };
        for other in ["acme-crm", "stripe", "twilio"] {
            assert_eq!(
                kept(other),
                r#"{"tool":{"key":"hammer"},"call":{"token":"A1","apiKey":"[redacted]"}}"#
            );
        }
        let redacted = r#"{"tool":{"key":"[redacted]"},"call":{"token":"[redacted]","apiKey":"[redacted]"}}"#;
        assert_eq!(kept(VAPI), redacted);
    }
}
