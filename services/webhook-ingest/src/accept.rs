//! Keeps a webhook for good, one way or the other.

use std::time::Duration;

use bus::PublishError;
use db::webhook_spool::Spooled;
use domain::UnreadableReason;
use metrics::counter;
use runtime::error_chain;
use service::Resources;
use tokio::time::timeout;
use tracing::info;
use webhooks::{Webhook, to_spool};

/// At most 5 seconds to commit to the spool: Vapi waits twenty, and the broker has had two of them.
const SPOOL_TIMEOUT: Duration = Duration::from_secs(5);

/// Why a webhook was not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AcceptError {
    /// Nor would the broker take it later, from the spool.
    #[error("RabbitMQ never takes such a webhook")]
    Unacceptable(#[source] PublishError),
    #[error("RabbitMQ did not take the webhook ({publish_error}), and the spool did not answer in time")]
    Slow { publish_error: String },
    #[error("RabbitMQ did not take the webhook ({publish_error}), and the spool failed")]
    Spool { publish_error: String, source: db::Error },
}

pub(crate) struct Acceptance {
    resources: Resources,
}

impl Acceptance {
    pub(crate) fn new(resources: Resources) -> Self {
        Self { resources }
    }

    /// Returns once the webhook is confirmed by the broker or committed to the spool, under the same id.
    pub(crate) async fn accept(&self, webhook: Webhook) -> Result<(), AcceptError> {
        let unreadable = webhook.unreadable;
        let outgoing = webhook.outgoing(bus::trace::current());
        let error = match self.resources.bus.publisher().publish(outgoing.clone()).await {
            Ok(()) => {
                count_accepted("broker", unreadable);
                return Ok(());
            }
            Err(error @ (PublishError::Unacceptable(_) | PublishError::TooLong(_))) => {
                counter!("webhooks_turned_away_total").increment(1);
                return Err(AcceptError::Unacceptable(error));
            }
            Err(error) => error,
        };
        self.spool(to_spool(outgoing), error).await?;
        count_accepted("spool", unreadable);
        Ok(())
    }

    async fn spool(&self, spooled: Spooled, publish_error: PublishError) -> Result<(), AcceptError> {
        let id = spooled.id;
        let write = async {
            let tx = self.resources.db.system().await?;
            db::webhook_spool::add(&tx, spooled).await?;
            tx.commit().await
        };
        let failed = match timeout(SPOOL_TIMEOUT, write).await {
            Ok(Ok(())) => {
                info!(webhook.id = %id, because = error_chain(&publish_error), "Spooled a webhook");
                return Ok(());
            }
            Ok(Err(source)) => AcceptError::Spool { publish_error: error_chain(&publish_error), source },
            Err(_) => AcceptError::Slow { publish_error: error_chain(&publish_error) },
        };
        counter!("webhooks_turned_away_total").increment(1);
        Err(failed)
    }
}

fn count_accepted(by: &'static str, unreadable: Option<UnreadableReason>) {
    counter!("webhooks_accepted_total", "by" => by).increment(1);
    if let Some(reason) = unreadable {
        counter!("webhooks_unreadable_total", "reason" => reason.as_str()).increment(1);
    }
}
