//! Merges status updates and reports into their call.

use bus::{Disposed, Disposition, Handler, Received};
use contracts::webhooks::WebhookReceived;
use db::Db;
use tracing::info;
use vapi::ParseError;

use crate::NAME;

pub(crate) struct RecordCall {
    db: Db,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordCallError {
    #[error("expected an organization in an accepted webhook")]
    Organization,
    #[error("could not read the webhook")]
    Parse(#[from] ParseError),
    #[error("could not record the call")]
    Database(#[from] db::Error),
}

impl Disposed for RecordCallError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Organization | Self::Parse(_) => Disposition::Reject,
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
    const NAME: &'static str = "call-processor.reports";
    type Message = WebhookReceived;
    type Error = RecordCallError;

    async fn handle(&self, received: Received<WebhookReceived>) -> Result<(), RecordCallError> {
        let webhook = received.message;
        let organization = webhook.organization_id.parse().map_err(|_| RecordCallError::Organization)?;
        let observation = vapi::observe_message(&webhook.body)?;

        let tx = self.db.tenant(organization).await?;
        let recorded = calls::record(&tx, observation, NAME).await?;
        tx.commit().await?;
        if recorded.change.became_final {
            info!(call.id = %recorded.call, "Recorded the end of {}", recorded.call);
        }
        Ok(())
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}
