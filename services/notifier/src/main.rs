//! Tells people of calls.

use std::error::Error;

use notifier::{NAME, Notifier};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    service::run(
        NAME,
        async |settings, resources| Ok(Notifier::build(settings, resources)?),
        |notifier, shutdown| async { Ok(notifier.run(shutdown).await?) },
    )
    .await
}
