//! Counts the calls of a contact that an earlier version linked and did not count.

use contracts::people::ContactLinked;
use db::TenantTx;
use service::{HandlerError, TenantHandler};

use crate::CALLS_OF_A_CONTACT;

pub(crate) struct CountCalls;

impl TenantHandler for CountCalls {
    const NAME: &'static str = "call-processor.count-calls";
    const MAX_CONCURRENCY: u16 = CALLS_OF_A_CONTACT;
    type Message = ContactLinked;

    /// What links a call counts it. A link of an earlier version was not counted: for that, all calls of the
    /// contact are counted again, so that a repeat changes nothing.
    async fn handle(&self, tx: &TenantTx, linked: ContactLinked) -> Result<(), HandlerError> {
        if linked.counted {
            return Ok(());
        }
        Ok(db::contacts::recount(tx, linked.contact()?).await?)
    }
}
