//! Keeps a contact's number of calls.

use bus::{Handler, Received};
use contracts::people::ContactLinked;
use db::{Db, contacts};
use domain::{ContactId, OrganizationId};

use crate::error::EventError;

pub(crate) struct CountCalls {
    db: Db,
}

impl CountCalls {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Handler for CountCalls {
    const NAME: &'static str = "call-processor.counts";
    type Message = ContactLinked;
    type Error = EventError;

    /// Counts again instead of adding one, so that a repeat changes nothing.
    async fn handle(&self, received: Received<ContactLinked>) -> Result<(), EventError> {
        let linked = received.message;
        let organization: OrganizationId =
            linked.organization_id.parse().map_err(|_| EventError::Field("an organization"))?;
        let contact: ContactId = linked.contact_id.parse().map_err(|_| EventError::Field("a contact"))?;

        let tx = self.db.tenant(organization).await?;
        contacts::recount(&tx, contact).await?;
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}
