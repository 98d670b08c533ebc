//! Turns webhooks into calls, and calls into contacts and leads.

use call_processor::CallProcessor;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::main::<CallProcessor>().await
}
