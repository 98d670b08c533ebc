//! Serves the API.

use std::error::Error;

use gateway::{Gateway, NAME};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    service::run(
        NAME,
        async |settings, resources| Ok(Gateway::build(settings, resources)?),
        |gateway, shutdown| async { Ok(gateway.run(shutdown).await?) },
    )
    .await
}
