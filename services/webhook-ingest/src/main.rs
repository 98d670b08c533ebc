//! Receives webhooks.

use webhook_ingest::WebhookIngest;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::main::<WebhookIngest>().await
}
