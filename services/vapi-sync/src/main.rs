//! Brings the calls that Vapi lists into the database.

use vapi_sync::{NAME, VapiSync};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::run(
        NAME,
        async |settings, resources| Ok(VapiSync::build(settings, resources)?),
        |sync, shutdown| async { Ok(sync.run(shutdown).await?) },
    )
    .await
}
