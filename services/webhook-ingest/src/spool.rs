//! Publishes spooled webhooks once the broker is back.

use std::time::Duration;

use bus::PublishError;
use db::webhook_spool;
use domain::WebhookId;
use metrics::gauge;
use runtime::error_chain;
use service::{NextStep, PeriodicTask, Resources};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};
use webhooks::from_spool;

/// At most 100 are published at a time.
const BATCH: i64 = 100;

/// At most 32 MiB in memory at a time, or one message that is larger.
const BATCH_BYTES: i64 = 32 * 1024 * 1024;

/// Five minutes: longer than a batch takes to publish; after that, the process that held it has died.
const LEASE: Duration = Duration::from_mins(5);

/// How often an empty spool is checked.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(1);

pub(crate) struct SpoolRelay {
    resources: Resources,
}

impl SpoolRelay {
    pub(crate) fn new(resources: Resources) -> Self {
        Self { resources }
    }
}

impl PeriodicTask for SpoolRelay {
    const NAME: &'static str = "publish the spool";
    type Error = db::Error;

    async fn step(&self, _: &CancellationToken) -> db::Result<NextStep> {
        if !self.resources.bus.is_up() {
            return Ok(NextStep::AfterPeriod);
        }
        let published = self.drain_batch().await?;
        if published == 0 {
            return Ok(NextStep::AfterPeriod);
        }
        info!("Published {published} spooled webhooks");
        Ok(NextStep::AtOnce)
    }
}

impl SpoolRelay {
    /// Publishes what it can lease; returns how many the broker confirmed.
    async fn drain_batch(&self) -> db::Result<usize> {
        let tx = self.resources.db.system().await?;
        let leased = webhook_spool::lease(&tx, BATCH, BATCH_BYTES, LEASE).await?;
        let counts = webhook_spool::counts(&tx).await?;
        tx.commit().await?;
        #[expect(clippy::cast_precision_loss, reason = "a gauge of a backlog")]
        {
            gauge!("webhook_spool_waiting").set(counts.waiting as f64);
            gauge!("webhook_spool_parked").set(counts.parked as f64);
        }
        let ids: Vec<WebhookId> = leased.iter().map(|spooled| spooled.id).collect();
        let results = self
            .resources
            .bus
            .patient_publisher()
            .publish_all(leased.into_iter().map(from_spool).collect())
            .await;
        let mut published = 0;
        for (id, result) in ids.into_iter().zip(results) {
            published += usize::from(result.is_ok());
            self.settle(id, result).await?;
        }
        Ok(published)
    }

    async fn settle(&self, id: WebhookId, result: Result<(), PublishError>) -> db::Result<()> {
        let tx = self.resources.db.system().await?;
        match result {
            Ok(()) => webhook_spool::delete(&tx, id).await?,
            // The broker's trouble, not the row's.
            Err(
                PublishError::Down
                | PublishError::Send(_)
                | PublishError::Unconfirmed
                | PublishError::Interrupted(_),
            ) => webhook_spool::release(&tx, id).await?,
            // Also its trouble, but one that lasts: a queue that is full, or not declared.
            Err(failure @ (PublishError::Unroutable { .. } | PublishError::Rejected)) => {
                let reason = error_chain(&failure);
                warn!(webhook.id = %id, error = reason, "RabbitMQ did not take a spooled webhook");
                webhook_spool::put_off(&tx, id, &reason).await?;
            }
            Err(failure @ (PublishError::Unacceptable(_) | PublishError::TooLong(_))) => {
                let reason = error_chain(&failure);
                error!(webhook.id = %id, error = reason, "Could not publish a spooled webhook");
                webhook_spool::fail(&tx, id, &reason).await?;
            }
        }
        tx.commit().await
    }
}
