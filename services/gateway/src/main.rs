//! Serves the API.

use gateway::Gateway;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::main::<Gateway>().await
}
