//! Merges what webhooks report of a call into it.

use bus::topology::WORK_QUEUES;
use bus::{Disposed, Disposition, Handler, Received};
use contracts::webhooks::WebhookReceived;
use db::Db;
use db::webhook_outcomes;
use domain::WebhookOutcome;
use tracing::info;
use vapi::ParseError;

use crate::NAME;

/// The name under which the handler records what became of a webhook.
pub const RECORD_CALL: &str = "call-processor.reports";

pub(crate) struct RecordCall {
    db: Db,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordCallError {
    #[error("expected {0} in an accepted webhook")]
    Field(&'static str),
    #[error("could not read the webhook")]
    Parse(#[from] ParseError),
    #[error("could not record the call")]
    Database(#[from] db::Error),
}

impl Disposed for RecordCallError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Field(_) | Self::Parse(_) => Disposition::Reject,
            Self::Database(error) => outbox::disposition(error),
        }
    }
}

impl RecordCall {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Handler for RecordCall {
    const NAME: &'static str = RECORD_CALL;
    type Message = WebhookReceived;
    type Error = RecordCallError;

    async fn handle(&self, received: Received<WebhookReceived>) -> Result<(), RecordCallError> {
        let webhook = received.message;
        let field = RecordCallError::Field;
        let organization = webhook.organization_id.as_deref().map(str::parse);
        let organization = organization.and_then(Result::ok).ok_or(field("an organization"))?;
        let id = webhook.id.parse().map_err(|_| field("an id"))?;
        let received_at = webhook.received_at.as_ref().and_then(contracts::moment);
        let received_at = received_at.ok_or(field("a time of receipt"))?;
        let observation = vapi::observe_message(&webhook.body)?;

        let tx = self.db.tenant(organization).await?;
        let mut outcome = WebhookOutcome::Ignored;
        if let Some(observation) = observation {
            let recorded = calls::record(&tx, observation, received_at, NAME).await?;
            outcome =
                if recorded.event.is_some() { WebhookOutcome::Recorded } else { WebhookOutcome::Unchanged };
            if recorded.change.became_final {
                info!(call.id = %recorded.call, "Recorded the end of {}", recorded.call);
            }
        }
        webhook_outcomes::put(&tx, id, Self::NAME, outcome).await?;
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}

/// Whether a webhook comes to the handler that records calls: what `callflex replay` may read of the archive.
pub fn is_recorded(provider: &str, kind: &str) -> bool {
    let key = format!("{provider}.{}", vapi::routing_word(kind));
    WORK_QUEUES.iter().any(|queue| queue.name == RecordCall::NAME && queue.keys.contains(&key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_recorded_by_any_name_and_speech_is_not() {
        for kind in ["status-update", "end-of-call-report", "call-end", "tool-calls"] {
            assert!(is_recorded("vapi", kind), "{kind}");
        }
        assert!(!is_recorded("vapi", "speech-update"));
        assert!(!is_recorded("stripe", "status-update"));
    }
}
