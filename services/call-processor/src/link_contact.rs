//! Finds or makes the contact at the other end of an ended call.

use contracts::calls::CallEnded;
use contracts::people::{ContactCreated, ContactLinked};
use db::TenantTx;
use domain::{ContactId, PartyNumber, real_name};
use runtime::clock;
use service::{HandlerError, TenantHandler};

use crate::{CALLS_OF_A_CONTACT, NAME};

pub(crate) struct LinkContact;

impl TenantHandler for LinkContact {
    const NAME: &'static str = "call-processor.link-contact";
    const MAX_CONCURRENCY: u16 = CALLS_OF_A_CONTACT;
    type Message = CallEnded;

    async fn handle(&self, tx: &TenantTx, ended: CallEnded) -> Result<(), HandlerError> {
        let call = ended.call()?;
        let id = call.id()?;
        // Web calls, withheld numbers and what is no phone number have nobody to link to.
        let kept = |text: &str| text.parse::<PartyNumber>().unwrap_or_else(|never| match never {});
        let number = call.customer_number.as_deref().map(kept);
        let Some(phone) = number.and_then(PartyNumber::into_phone) else { return Ok(()) };
        let name = call.customer_name.as_deref().and_then(real_name);
        // Before its contact: see `link_contact`.
        db::calls::lock_key(tx, id).await?;
        let new_id = ContactId(clock::new_id());
        let contact = db::contacts::find_or_make(tx, new_id, &phone, name).await?;
        if contact.is_new {
            let created = ContactCreated {
                contact_id: contact.id.to_string(),
                phone: phone.into(),
                name: name.map(str::to_owned),
                ..ContactCreated::default()
            };
            outbox::append(tx, created, NAME).await?;
        }
        if db::calls::link_contact(tx, id, contact.id).await? {
            let linked = ContactLinked {
                contact_id: contact.id.to_string(),
                call_id: id.to_string(),
                call_type: call.r#type.clone(),
                called_at: call.started_at.or(call.created_at),
                historic: ended.historic,
                counted: true,
                ..ContactLinked::default()
            };
            outbox::append(tx, linked, NAME).await?;
        }
        Ok(())
    }
}
