//! Brings the calls that Vapi lists into the database.

use vapi_sync::VapiSync;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::main::<VapiSync>().await
}
