//! Opens a lead for an inbound call.

use bus::{Handler, Received};
use contracts::people::{ContactLinked, LeadCreated};
use db::{Db, claims, leads};
use domain::{CallId, ContactId, LeadId, OrganizationId};
use runtime::clock;

use crate::NAME;
use crate::error::EventError;

pub(crate) struct OpenLead {
    db: Db,
}

impl OpenLead {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Handler for OpenLead {
    const NAME: &'static str = "call-processor.leads";
    type Message = ContactLinked;
    type Error = EventError;

    async fn handle(&self, received: Received<ContactLinked>) -> Result<(), EventError> {
        let linked = received.message;
        if linked.call_type.as_deref() != Some("inbound") {
            return Ok(());
        }
        let organization: OrganizationId =
            linked.organization_id.parse().map_err(|_| EventError::Field("an organization"))?;
        let contact: ContactId = linked.contact_id.parse().map_err(|_| EventError::Field("a contact"))?;
        let call: CallId = linked.call_id.parse().map_err(|_| EventError::Field("the id of a call"))?;

        let tx = self.db.tenant(organization).await?;
        // A call opens a lead once: repeated after the lead was closed, it must not open another.
        if !claims::take(&tx, Self::NAME, &call.to_string()).await? {
            return Ok(());
        }
        let lead = LeadId(clock::new_id());
        if leads::open(&tx, lead, contact, call).await? {
            let created = LeadCreated {
                lead_id: lead.to_string(),
                organization_id: organization.to_string(),
                contact_id: contact.to_string(),
                call_id: call.to_string(),
            };
            outbox::append(&tx, &created, NAME).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}
