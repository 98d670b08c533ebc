//! Keeps what each call used.

use billing::{Billing, NAME};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    service::run(
        NAME,
        async |settings, resources| Ok(Billing::build(settings, resources)?),
        |billing, shutdown| async { Ok(billing.run(shutdown).await?) },
    )
    .await
}
