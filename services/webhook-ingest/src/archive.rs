//! Keeps every webhook as it came.

use bus::{Disposed, Disposition, Handler, Received};
use contracts::webhooks::WebhookReceived;
use db::Db;
use db::webhook_events::{self, WebhookEvent};

/// Archives webhooks, whatever they are.
pub(crate) struct Archive {
    db: Db,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    #[error("expected {0} in an accepted webhook")]
    Field(&'static str),
    #[error("could not archive a webhook")]
    Database(#[from] db::Error),
}

impl Disposed for ArchiveError {
    fn disposition(&self) -> Disposition {
        match self {
            Self::Field(_) => Disposition::Reject,
            Self::Database(error) => outbox::disposition(error),
        }
    }
}

impl Archive {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Handler for Archive {
    const NAME: &'static str = "webhook-ingest.archive";
    type Message = WebhookReceived;
    type Error = ArchiveError;

    async fn handle(&self, received: Received<WebhookReceived>) -> Result<(), ArchiveError> {
        let webhook = received.message;
        let organization =
            webhook.organization_id.parse().map_err(|_| ArchiveError::Field("an organization"))?;
        let event = WebhookEvent {
            id: webhook.id.parse().map_err(|_| ArchiveError::Field("an id"))?,
            connection: webhook.connection_id.parse().map_err(|_| ArchiveError::Field("a connection"))?,
            provider: webhook.provider,
            // Postgres keeps no NUL in text; the body has it as it came.
            kind: webhook.r#type.replace('\0', ""),
            content_type: webhook.content_type,
            body: webhook.body.to_vec(),
            trace_id: bus::trace::current().and_then(|parent| parent.split('-').nth(1).map(str::to_owned)),
            received_at: webhook
                .received_at
                .as_ref()
                .and_then(contracts::moment)
                .ok_or(ArchiveError::Field("a time of receipt"))?,
        };
        let tx = self.db.tenant(organization).await?;
        webhook_events::add(&tx, event).await?;
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}
