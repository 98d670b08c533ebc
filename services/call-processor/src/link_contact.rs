//! Finds or makes the contact at the other end of an ended call.

use bus::{Handler, Received};
use contracts::calls::CallEnded;
use contracts::people::{ContactCreated, ContactLinked};
use db::{Db, calls, contacts};
use domain::{CallId, ContactId, OrganizationId, PhoneNumber};
use runtime::clock;

use crate::NAME;
use crate::error::EventError;

pub(crate) struct LinkContact {
    db: Db,
}

impl LinkContact {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Handler for LinkContact {
    const NAME: &'static str = "call-processor.contacts";
    type Message = CallEnded;
    type Error = EventError;

    async fn handle(&self, received: Received<CallEnded>) -> Result<(), EventError> {
        let call = received.message.call.ok_or(EventError::Field("a call"))?;
        let organization: OrganizationId =
            call.organization_id.parse().map_err(|_| EventError::Field("an organization"))?;
        let id: CallId = call.id.parse().map_err(|_| EventError::Field("the id of a call"))?;
        // Web calls and hidden numbers have nobody to link to.
        let Some(phone) = call.customer_number.as_deref().and_then(|number| PhoneNumber::parse(number).ok())
        else {
            return Ok(());
        };

        let tx = self.db.tenant(organization).await?;
        let new_id = ContactId(clock::new_id());
        let contact = contacts::find_or_make(&tx, new_id, &phone, call.customer_name.as_deref()).await?;
        if contact.is_new {
            let created = ContactCreated {
                contact_id: contact.id.to_string(),
                organization_id: organization.to_string(),
                phone: phone.into(),
                name: call.customer_name,
            };
            outbox::append(&tx, &created, NAME).await?;
        }
        if calls::link_contact(&tx, id, contact.id).await? {
            let linked = ContactLinked {
                contact_id: contact.id.to_string(),
                organization_id: organization.to_string(),
                call_id: id.to_string(),
                call_type: call.r#type,
                called_at: call.started_at.or(call.created_at),
            };
            outbox::append(&tx, &linked, NAME).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}
