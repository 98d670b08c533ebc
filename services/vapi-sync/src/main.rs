//! Brings the calls that Vapi lists into the database.

use std::error::Error;

use vapi_sync::{NAME, VapiSync};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    service::run(
        NAME,
        async |settings, resources| Ok(VapiSync::build(settings, resources)?),
        |sync, shutdown| async { Ok(sync.run(shutdown).await?) },
    )
    .await
}
