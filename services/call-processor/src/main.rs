//! Turns webhooks into calls, and calls into contacts and leads.

use call_processor::{CallProcessor, NAME};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::run(
        NAME,
        async |settings, resources| Ok(CallProcessor::build(settings, resources)?),
        |processor, shutdown| async { Ok(processor.run(shutdown).await?) },
    )
    .await
}
