//! Opens a lead for an inbound call, unless it is one of the past.

use contracts::people::{ContactLinked, LeadCreated};
use db::TenantTx;
use domain::LeadId;
use runtime::clock;
use service::{HandlerError, TenantHandler};

use crate::{CALLS_OF_A_CONTACT, NAME};

/// The name of its claims: that of its queue when the first were taken. Under another, a message that is
/// delivered again would open a lead again.
const CLAIMS: &str = "call-processor.leads";

pub(crate) struct OpenLead;

impl TenantHandler for OpenLead {
    const NAME: &'static str = "call-processor.open-lead";
    const MAX_CONCURRENCY: u16 = CALLS_OF_A_CONTACT;
    type Message = ContactLinked;

    async fn handle(&self, tx: &TenantTx, linked: ContactLinked) -> Result<(), HandlerError> {
        if linked.call_type.as_deref() != Some("inbound") || linked.historic {
            return Ok(());
        }
        let (contact, call) = (linked.contact()?, linked.call()?);
        // A call opens a lead once: repeated after the lead was closed, it must not open another.
        if !db::claims::take(tx, CLAIMS, &call.to_string()).await? {
            return Ok(());
        }
        let lead = LeadId(clock::new_id());
        if db::leads::open(tx, lead, contact, call).await? {
            let created = LeadCreated {
                lead_id: lead.to_string(),
                contact_id: contact.to_string(),
                call_id: call.to_string(),
                ..LeadCreated::default()
            };
            outbox::append(tx, created, NAME).await?;
        }
        Ok(())
    }
}
