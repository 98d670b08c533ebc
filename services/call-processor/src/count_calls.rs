//! Keeps a contact's number of calls.

use contracts::people::ContactLinked;
use db::TenantTx;
use service::{HandlerError, TenantHandler};

use crate::CALLS_OF_A_CONTACT;

pub(crate) struct CountCalls;

impl TenantHandler for CountCalls {
    const NAME: &'static str = "call-processor.count-calls";
    const MAX_CONCURRENCY: u16 = CALLS_OF_A_CONTACT;
    type Message = ContactLinked;

    /// Counts again instead of adding one, so that a repeat changes nothing.
    async fn handle(&self, tx: &TenantTx, linked: ContactLinked) -> Result<(), HandlerError> {
        Ok(db::contacts::recount(tx, linked.contact()?).await?)
    }
}
