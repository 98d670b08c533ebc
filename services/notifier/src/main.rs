//! Notifies people of calls.

use notifier::{NAME, Notifier};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::run(
        NAME,
        async |settings, resources| Ok(Notifier::build(settings, resources)?),
        |notifier, shutdown| async { Ok(notifier.run(shutdown).await?) },
    )
    .await
}
