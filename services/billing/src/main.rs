//! Keeps what each call used.

use billing::Billing;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::main::<Billing>().await
}
