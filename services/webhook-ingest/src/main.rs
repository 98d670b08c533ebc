//! Receives webhooks.

use std::error::Error;

use webhook_ingest::{NAME, WebhookIngest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    service::run(
        NAME,
        async |settings, resources| Ok(WebhookIngest::build(settings, resources)?),
        |ingest, shutdown| async { Ok(ingest.run(shutdown).await?) },
    )
    .await
}
