//! Notifies people of calls.

use notifier::Notifier;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::main::<Notifier>().await
}
