//! Keeps what each call used.

use std::error::Error;

use billing::{Billing, NAME};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    service::run(
        NAME,
        async |settings, resources| Ok(Billing::build(settings, resources)?),
        |billing, shutdown| async { Ok(billing.run(shutdown).await?) },
    )
    .await
}
