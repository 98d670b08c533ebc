//! Receives webhooks.

use webhook_ingest::{NAME, WebhookIngest};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::run(
        NAME,
        async |settings, resources| Ok(WebhookIngest::build(settings, resources)?),
        |ingest, shutdown| async { Ok(ingest.run(shutdown).await?) },
    )
    .await
}
