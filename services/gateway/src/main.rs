//! Serves the API.

use gateway::{Gateway, NAME};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::run(
        NAME,
        async |settings, resources| Ok(Gateway::build(settings, resources)?),
        |gateway, shutdown| async { Ok(gateway.run(shutdown).await?) },
    )
    .await
}
