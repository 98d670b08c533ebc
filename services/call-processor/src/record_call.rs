//! Merges what webhooks report of a call into it.

use bus::topology::WORK_QUEUES;
use contracts::webhooks::WebhookReceived;
use db::TenantTx;
use domain::WebhookOutcome;
use service::{HandlerError, TenantHandler};
use tracing::info;

use crate::NAME;

/// The name under which the handler records what became of a webhook: that of its queue when the first were
/// recorded. Another would make a webhook that is delivered again look like a new one.
pub const RECORD_CALL: &str = "call-processor.reports";

pub(crate) struct RecordCall;

impl TenantHandler for RecordCall {
    const NAME: &'static str = "call-processor.record-call";
    type Message = WebhookReceived;

    async fn handle(&self, tx: &TenantTx, webhook: WebhookReceived) -> Result<(), HandlerError> {
        let observation = match vapi::observe_message(&webhook.body) {
            // From before ingest kept these away: nothing has failed, and no later try would do.
            Err(error) if error.is_of_no_call() => None,
            observed => observed.map_err(HandlerError::unreadable("the webhook"))?,
        };
        let mut outcome = WebhookOutcome::Ignored;
        if let Some(observation) = observation {
            let recorded = calls::record(tx, observation, webhook.received_at()?, NAME).await?;
            outcome =
                if recorded.event.is_some() { WebhookOutcome::Recorded } else { WebhookOutcome::Unchanged };
            if recorded.change.became_final {
                info!(call.id = %recorded.call, "Recorded the end of {}", recorded.call);
            }
        }
        Ok(db::webhook_outcomes::put(tx, webhook.id()?, RECORD_CALL, outcome).await?)
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
        for kind in ["status-update", "end-of-call-report", "call-end", "tool-calls", "transfer-update"] {
            assert!(is_recorded("vapi", kind), "{kind}");
        }
        assert!(!is_recorded("vapi", "speech-update"));
        assert!(!is_recorded("stripe", "status-update"));
    }
}
